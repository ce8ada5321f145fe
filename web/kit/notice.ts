// A short word after an act went well, announced to screen readers too.
import { App } from 'antd'

export function useNotice(): (text: string) => void {
  const { message } = App.useApp()
  return (text) => void message.success(text)
}
