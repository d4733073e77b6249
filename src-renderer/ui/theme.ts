// How the component library looks here: dense controls of 28 px on our tokens. The build hands this to the library.

const control = 'h-7 py-0 px-2 text-sm gap-1.5'
const icon15 = 'size-[15px]'

const sized = (base: string) => ({
  variants: {
    size: {
      md: { base, leadingIcon: icon15, trailingIcon: icon15 },
      sm: { base: base.replace('h-7', 'h-6'), leadingIcon: icon15, trailingIcon: icon15 },
      xs: { base: 'h-5 py-0 px-1.5 text-xs gap-1', leadingIcon: 'size-3.5', trailingIcon: 'size-3.5' },
    },
  },
})

const listContent = { content: 'ring-line shadow-float rounded-lg', viewport: 'divide-line' }
const listItem = {
  item: 'px-2 py-1 text-sm gap-2 rounded',
  itemLeadingIcon: icon15,
  itemTrailingIcon: icon15,
  label: 'px-2 py-1 text-caption font-semibold text-faint',
}

/** Settings of the component library: colours by meaning, sizes and classes by component. */
export const theme = {
  colors: { primary: 'teal', neutral: 'slate' },
  button: {
    slots: { base: 'justify-center font-medium' },
    variants: {
      size: {
        xs: { base: 'h-5 py-0 px-1.5 text-xs gap-1', leadingIcon: 'size-3.5', trailingIcon: 'size-3.5' },
        sm: { base: 'h-6 py-0 px-2 text-xs gap-1.5', leadingIcon: icon15, trailingIcon: icon15 },
        md: { base: 'h-7 py-0 px-2.5 text-sm gap-1.5', leadingIcon: icon15, trailingIcon: icon15 },
      },
    },
    compoundVariants: [
      { size: 'xs', square: true, class: 'p-0 w-5' },
      { size: 'sm', square: true, class: 'p-0 w-6' },
      { size: 'md', square: true, class: 'p-0 w-7' },
      {
        color: 'primary',
        variant: 'solid',
        class: 'hover:bg-accent-hover active:bg-accent-hover',
      },
      { color: 'neutral', variant: 'ghost', class: 'text-soft hover:text-ink' },
    ],
    defaultVariants: { size: 'md' },
  },
  input: sized(control),
  inputNumber: sized(control),
  inputMenu: { ...sized(control), slots: { ...listContent, ...listItem } },
  select: { ...sized(control), slots: { ...listContent, ...listItem } },
  selectMenu: { ...sized(control), slots: { ...listContent, ...listItem } },
  textarea: { variants: { size: { md: { base: 'px-2 py-1 text-sm' } } } },
  checkbox: { variants: { size: { md: { base: 'size-4', wrapper: 'text-sm', container: 'h-[18px]' } } } },
  formField: {
    slots: {
      label: 'font-semibold text-sm',
      help: 'text-xs text-faint mt-1',
      error: 'text-xs mt-1',
      container: 'mt-1',
    },
  },
  modal: {
    slots: {
      content: 'ring-line divide-line shadow-float',
      header: 'p-4 sm:px-4 min-h-0',
      body: 'p-4 sm:p-4',
      footer: 'p-4 sm:px-4 justify-end gap-2',
      title: 'text-title font-semibold',
      description: 'text-sm text-soft mt-1',
    },
    variants: { overlay: { true: { overlay: 'bg-veil' } } },
  },
  popover: { slots: { content: 'ring-line shadow-float rounded-lg' } },
  tooltip: {
    slots: { content: 'ring-line h-auto max-w-80 px-2 py-1 text-xs shadow-float', text: 'whitespace-pre-line' },
  },
  dropdownMenu: {
    slots: { content: 'ring-line shadow-float rounded-lg min-w-44', group: 'p-1' },
    variants: {
      size: {
        md: {
          item: 'px-2 py-1 text-sm gap-2 items-center',
          label: 'px-2 py-1 text-caption font-semibold text-faint',
          itemLeadingIcon: icon15,
          itemTrailingIcon: icon15,
        },
      },
    },
  },
  contextMenu: {
    slots: { content: 'ring-line shadow-float rounded-lg min-w-44', group: 'p-1' },
    variants: {
      size: {
        md: {
          item: 'px-2 py-1 text-sm gap-2 items-center',
          label: 'px-2 py-1 text-caption font-semibold text-faint',
          itemLeadingIcon: icon15,
          itemTrailingIcon: icon15,
        },
      },
    },
  },
}
