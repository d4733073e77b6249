// Numbers as plots write them.

const grouped = new Intl.NumberFormat('en', { maximumSignificantDigits: 12 })

/** A value on an axis or in a tooltip: grouped by the thousands, very large and very small ones with an exponent. */
export function formatValue(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) {
    return value
      .toExponential(size >= 1e15 ? 4 : undefined)
      .replace('e+', 'e')
      .replace('-', '−')
      .replace('e-', 'e−')
  }
  return grouped.format(value).replace('-', '−')
}

/** A share with three decimals, `0.527`. */
export const formatShare = (share: number): string => share.toFixed(3)
