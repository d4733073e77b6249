// What to install on which Linux.
import { describe, expect, it } from 'vitest'
import {
  debianPackages,
  installCommand,
  missingLibraries,
  systemFamilies,
} from '../../../../../build/setup/system/system-packages.mjs'

const ldd = `	linux-vdso.so.1 (0x00007ffd)
	libnss3.so => not found
	libnssutil3.so => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
	libgtk-3.so.0 => not found
	libgtk-3.so.0 => not found
`
const missing = { libraries: ['libgtk-3.so.0', 'libasound.so.2', 'libnss3.so'], screen: true, fonts: false }
const nothingKnown = () => false

describe('missingLibraries', () => {
  it('lists each library that ldd did not find once', () => {
    expect(missingLibraries(ldd)).toEqual(['libgtk-3.so.0', 'libnss3.so', 'libnssutil3.so'])
  })
})

describe('systemFamilies', () => {
  it('reads the system and its kin, quoted or not', () => {
    const texts = ['ID=debian\nVERSION_ID="12"', 'VERSION_ID=22\nID=linuxmint\nID_LIKE="ubuntu debian"', 'NAME=x']
    expect(texts.map(systemFamilies)).toEqual([['debian'], ['linuxmint', 'ubuntu', 'debian'], []])
  })
})

describe('debianPackages', () => {
  it('names each package once and the screen with them', () => {
    expect(debianPackages({ ...missing, libraries: [...missing.libraries, 'libssl3.so'] }, nothingKnown)).toEqual({
      packages: ['libasound2', 'libgtk-3-0', 'libnss3', 'xvfb'],
      unknown: [],
    })
  })

  it('takes the newer name where the system has it', () => {
    const known = (name: string) => name === 'libasound2t64'
    expect(debianPackages({ libraries: ['libasound.so.2'], screen: false, fonts: false }, known).packages).toEqual([
      'libasound2t64',
    ])
  })

  it('adds the key store of the tests where the system has it', () => {
    const wanted = { libraries: [], screen: true, fonts: false, keyStore: true }
    expect(debianPackages(wanted, () => true).packages).toEqual(['dbus', 'gnome-keyring', 'libsecret-1-0', 'xvfb'])
    expect(debianPackages(wanted, nothingKnown).packages).toEqual(['xvfb'])
  })

  it('tells which libraries it knows no package for', () => {
    expect(debianPackages({ libraries: ['libodd.so.9'], screen: false, fonts: false }, nothingKnown)).toEqual({
      packages: [],
      unknown: ['libodd.so.9'],
    })
  })
})

describe('installCommand', () => {
  it.each([
    [
      ['ubuntu', 'debian'],
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends libasound2 libgtk-3-0 libnss3 xvfb',
    ],
    [
      ['fedora'],
      "sudo dnf install -y 'libgtk-3.so.0()(64bit)' 'libasound.so.2()(64bit)' 'libnss3.so()(64bit)' xorg-x11-server-Xvfb",
    ],
    [['arch'], 'sudo pacman -S --needed gtk3 nss alsa-lib mesa libxss xorg-server-xvfb'],
    [['plan9'], null],
  ])('is one command for %j', (families, command) => {
    expect(installCommand(families, missing, nothingKnown, false)).toBe(command)
  })

  it('needs no sudo as root', () => {
    expect(installCommand(['debian'], { libraries: [], screen: true, fonts: false }, nothingKnown, true)).not.toContain(
      'sudo',
    )
  })
})
