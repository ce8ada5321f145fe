// The desk's look as antd tokens: ink on paper, one calm teal, thin borders, almost no shadow.
import { type ThemeConfig, theme } from 'antd'

const FONTS =
  "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif"

const light = {
  colorPrimary: '#0f766e',
  colorLink: '#0f766e',
  colorInfo: '#0f766e',
  colorSuccess: '#3b7a1f',
  colorWarning: '#a15c07',
  colorError: '#b42318',
  colorText: '#1b2420',
  colorTextSecondary: '#4f5b56',
  colorTextTertiary: '#5f6a65',
  colorTextPlaceholder: '#66706b',
  colorTextDisabled: '#6d7570',
  colorTextDescription: '#56615c',
  colorPrimaryBg: '#e3f1ee',
  colorPrimaryBgHover: '#d3e9e4',
  colorPrimaryBorder: '#9ccdc4',
  colorPrimaryHover: '#0d877d',
  colorPrimaryActive: '#0a5a54',
  colorInfoBg: '#edf6f4',
  colorInfoBorder: '#b7dad3',
  colorSuccessBg: '#eff6ea',
  colorSuccessBorder: '#bcd8aa',
  colorWarningBg: '#fdf4e3',
  colorWarningBorder: '#ecca92',
  colorErrorBg: '#fdf0ee',
  colorErrorBorder: '#f0bcb5',
  colorBgLayout: '#f6f5f1',
  colorBgContainer: '#ffffff',
  colorBorder: '#c9c7be',
  colorBorderSecondary: '#e6e4dd',
}

const dark = {
  colorPrimary: '#2fb3a5',
  colorLink: '#4fd1c2',
  colorInfo: '#2fb3a5',
  colorSuccess: '#7cc05a',
  colorWarning: '#e0a23b',
  colorError: '#f0796c',
  colorText: '#e7ebe8',
  colorTextSecondary: '#b6c0bb',
  colorTextTertiary: '#a3aea9',
  colorTextPlaceholder: '#98a39e',
  colorTextDisabled: '#8b9690',
  colorTextDescription: '#aab5b0',
  colorPrimaryBg: '#17322e',
  colorPrimaryBgHover: '#1d403a',
  colorPrimaryBorder: '#2b5a53',
  colorInfoBg: '#15231f',
  colorInfoBorder: '#2b5a53',
  colorSuccessBg: '#1c2a14',
  colorSuccessBorder: '#3d5c2b',
  colorWarningBg: '#2e240f',
  colorWarningBorder: '#6b5224',
  colorErrorBg: '#331a17',
  colorErrorBorder: '#6e352d',
  colorBgLayout: '#121614',
  colorBgBase: '#181d1b',
  colorBgContainer: '#1b211e',
  colorBgElevated: '#232a27',
  colorBorder: '#46504b',
  colorBorderSecondary: '#313936',
}

/** antd's theme for the reader's choice; `large` is 大字 (20 px, large controls). */
export function deskTheme(choice: { large: boolean; dark: boolean }): ThemeConfig {
  const tokens = choice.dark ? dark : light
  return {
    zeroRuntime: true,
    algorithm: choice.dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...tokens,
      fontFamily: FONTS,
      fontSize: choice.large ? 19 : 14,
      controlHeight: choice.large ? 44 : 34,
      borderRadius: 6,
      wireframe: false,
      boxShadow: '0 6px 20px rgb(20 30 26 / 10%)',
      boxShadowSecondary: '0 6px 20px rgb(20 30 26 / 12%)',
    },
    components: {
      // Dark text on the bright teal of the dark ground keeps 4.5:1.
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        ...(choice.dark ? { primaryColor: '#06211d' } : {}),
      },
      Table: {
        headerBg: choice.dark ? '#232a27' : '#f3f2ed',
        headerColor: tokens.colorTextSecondary,
        cellPaddingBlockSM: 9,
        rowHoverBg: choice.dark ? '#222926' : '#f8f7f3',
      },
      Segmented: { trackBg: choice.dark ? '#0c100e' : '#e8e6de', itemColor: tokens.colorTextSecondary },
      Tabs: { horizontalMargin: '0 0 20px 0' },
    },
  }
}
