// Lint rules with the reason and the way out in each message. Import rules live in build/layers.mjs.
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const restrictedSyntax = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings: it needs no import and reads the same in data.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that a thing is called the same everywhere.' },
]

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', 'test/fixtures/**', 'test-results/**'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          'build/tsconfig.shared.json',
          'build/tsconfig.main.json',
          'build/tsconfig.preload.json',
          'build/tsconfig.renderer.json',
          'build/tsconfig.test.json',
        ],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
  },
  {
    files: ['**/*.vue'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: tseslint.parser,
        project: ['build/tsconfig.renderer.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', ...restrictedSyntax],
      'no-restricted-globals': [
        'error',
        { name: 'alert', message: 'Use a dialog of the shell.' },
        { name: 'confirm', message: 'Use a dialog of the shell.' },
      ],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['src-renderer/**/*.ts', 'src-renderer/**/*.vue', 'test/unit/renderer/**/*.ts'],
    // The linter cannot follow types through .vue files; vue-tsc does, and fails the build.
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['test/**/*.ts', 'build/**/*.ts', 'src-main/sample-server/sample/**', '**/*-store.ts', '**/*.vue'],
    // A describe block, a store and a component are one long function by their form; their parts are not.
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    rules: {
      // Prettier owns the layout of templates.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    files: ['build/*.config.ts', 'build/vite/*.ts', 'eslint.config.js', '**/*.vue', 'build/**/*.mjs'],
    // Tools demand a default export of their configuration.
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: [
      'build/**/*.mjs',
      'build/**/*.cjs',
      'eslint.config.js',
      'test/bench/empty-window/*.cjs',
      'build/setup/runtime/default-app/*.js',
    ],
    languageOptions: { sourceType: 'module' },
    rules: { '@typescript-eslint/no-require-imports': 'off', 'no-undef': 'off' },
  },
)
