// Choosing weekdays, one or several: market days, fixed clinics.
import { Select } from 'antd'
import { usePreferences } from '../shell/preferences.tsx'

const NAMES = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}

export function WeekdaySelect({
  label,
  ...held
}: {
  label: string
  value?: number[]
  onChange?: (days: number[]) => void
}) {
  const { language } = usePreferences()
  return (
    <Select
      {...held}
      mode="multiple"
      aria-label={label}
      options={NAMES[language].map((name, k) => ({ value: k + 1, label: name }))}
    />
  )
}
