// Starts the window's part: stores, the component library, the one root component.
import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { prefetchCharts } from './charts/prefetch'
import { keepIconsOffline } from './ui/icons'
import './ui/window.css'

keepIconsOffline()
createApp(App).use(createPinia()).use(ui).mount('#app')
prefetchCharts()
