// Which packages bring the shared libraries, the virtual screen and the fonts that Electron needs on Linux.

/** Shared library → Debian package; what the others depend on comes with them. The newer name of a renamed one ends in t64. */
const DEBIAN_LIBRARIES = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libssl3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libplc4.so': 'libnspr4',
  'libplds4.so': 'libnspr4',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libdrm.so.2': 'libdrm2',
  'libXss.so.1': 'libxss1',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libexpat.so.1': 'libexpat1',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libgdk_pixbuf-2.0.so.0': 'libgdk-pixbuf-2.0-0',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libpangocairo-1.0.so.0': 'libpangocairo-1.0-0',
  'libcairo.so.2': 'libcairo2',
  'libX11.so.6': 'libx11-6',
  'libX11-xcb.so.1': 'libx11-xcb1',
  'libxcb.so.1': 'libxcb1',
  'libxcb-dri3.so.0': 'libxcb-dri3-0',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXcursor.so.1': 'libxcursor1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXi.so.6': 'libxi6',
  'libXrandr.so.2': 'libxrandr2',
  'libXrender.so.1': 'libxrender1',
  'libXtst.so.6': 'libxtst6',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libxshmfence.so.1': 'libxshmfence1',
  'libudev.so.1': 'libudev1',
  'libuuid.so.1': 'libuuid1',
}

/** Latin, Greek and Cyrillic; most other scripts; Chinese, Japanese and Korean. Labels on servers come in any of them. */
export const DEBIAN_FONTS = ['fonts-liberation', 'fonts-noto-core', 'fonts-droid-fallback']

/** A key store on a message bus of its own, for the tests that keep a sign-in in one. */
export const DEBIAN_KEY_STORE = ['dbus', 'gnome-keyring', 'libsecret-1-0']

/**
 * @typedef {object} Missing
 * @property {string[]} libraries  names such as 'libgtk-3.so.0'
 * @property {boolean} screen      Xvfb is needed and absent
 * @property {boolean} fonts       there is no font to draw text with
 * @property {boolean} [keyStore]  the tests' key store is wanted and absent
 */

/**
 * The packages of a Debian-like system that bring what is missing.
 *
 * @param {Missing} missing
 * @param {(name: string) => boolean} isKnown does the system's package list hold this package?
 * @returns {{ packages: string[], unknown: string[] }} sorted, each once; `unknown` are libraries without a known package
 */
export function debianPackages(missing, isKnown) {
  const wanted = new Set()
  const unknown = []
  for (const library of missing.libraries) {
    const name = DEBIAN_LIBRARIES[library]
    if (name) wanted.add(isKnown(`${name}t64`) ? `${name}t64` : name)
    else unknown.push(library)
  }
  if (missing.screen) wanted.add('xvfb')
  if (missing.fonts) for (const font of DEBIAN_FONTS) wanted.add(font)
  // Tests alone want it: a system that does not have it goes without.
  if (missing.keyStore) for (const name of DEBIAN_KEY_STORE.filter(isKnown)) wanted.add(name)
  return { packages: [...wanted].sort(), unknown }
}

/**
 * The one command that installs what is missing, for the person to run.
 *
 * @param {string[]} families the system's ID and ID_LIKE from /etc/os-release
 * @param {Missing} missing
 * @param {(name: string) => boolean} isKnown as for `debianPackages`
 * @param {boolean} isRoot
 * @returns {string | null} null where the system's package manager is not known
 */
export function installCommand(families, missing, isKnown, isRoot) {
  const prefix = isRoot ? '' : 'sudo '
  if (isDebianLike(families)) {
    const { packages } = debianPackages(missing, isKnown)
    return `${prefix}apt-get update && ${prefix}apt-get install -y --no-install-recommends ${packages.join(' ')}`
  }
  // These managers find a package by the library that it holds.
  const byLibrary = missing.libraries.map((library) => `'${library}()(64bit)'`)
  if (families.some((family) => ['fedora', 'rhel', 'centos'].includes(family))) {
    return [
      `${prefix}dnf install -y`,
      ...byLibrary,
      ...when(missing.screen, 'xorg-x11-server-Xvfb'),
      ...when(missing.fonts, 'liberation-fonts'),
    ].join(' ')
  }
  if (families.some((family) => family === 'suse' || family.startsWith('opensuse'))) {
    return [
      `${prefix}zypper install -y`,
      ...byLibrary,
      ...when(missing.screen, 'xorg-x11-server-Xvfb'),
      ...when(missing.fonts, 'liberation-fonts'),
    ].join(' ')
  }
  if (families.includes('arch')) {
    const libraries = missing.libraries.length > 0 ? ['gtk3', 'nss', 'alsa-lib', 'mesa', 'libxss'] : []
    return [
      `${prefix}pacman -S --needed`,
      ...libraries,
      ...when(missing.screen, 'xorg-server-xvfb'),
      ...when(missing.fonts, 'ttf-liberation'),
    ].join(' ')
  }
  return null
}

const when = (condition, name) => (condition ? [name] : [])

/**
 * @param {string[]} families
 * @returns {boolean} true for Debian, Ubuntu and their kin
 */
export function isDebianLike(families) {
  return families.includes('debian') || families.includes('ubuntu')
}

/**
 * The family names in the text of /etc/os-release.
 *
 * @param {string} osRelease
 * @returns {string[]} such as ['ubuntu', 'debian']
 */
export function systemFamilies(osRelease) {
  const value = (key) => new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1] ?? ''
  return `${value('ID')} ${value('ID_LIKE')}`.toLowerCase().split(/\s+/).filter(Boolean)
}

/**
 * The libraries that `ldd` could not find.
 *
 * @param {string} listing the output of ldd
 * @returns {string[]} sorted, each once
 */
export function missingLibraries(listing) {
  return [...new Set([...listing.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]))].sort()
}
