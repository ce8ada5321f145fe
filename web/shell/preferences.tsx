// How this reader wants the desk: language, large type, dark ground; remembered on this computer only.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

export type Language = 'zh' | 'en'
export type Preferences = { language: Language; large: boolean; dark: boolean }
type Held = Preferences & { change: (part: Partial<Preferences>) => void }

const KEY = 'xunzhen.desk.preferences'
const DEFAULTS: Preferences = { language: 'zh', large: false, dark: false }

function remembered(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) }
  } catch {
    return DEFAULTS
  }
}

const PreferencesContext = createContext<Held>({ ...DEFAULTS, change: () => undefined })

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [held, setHeld] = useState(remembered)
  useEffect(() => {
    const root = document.documentElement
    root.lang = held.language === 'zh' ? 'zh-CN' : 'en'
    root.dataset.ground = held.dark ? 'dark' : 'light'
    root.dataset.type = held.large ? 'large' : 'plain'
    try {
      localStorage.setItem(KEY, JSON.stringify(held))
    } catch {
      // A full or forbidden store only means that the choice is not remembered.
    }
  }, [held])
  const value = useMemo(
    () => ({ ...held, change: (part: Partial<Preferences>) => setHeld((now) => ({ ...now, ...part })) }),
    [held],
  )
  return <PreferencesContext value={value}>{children}</PreferencesContext>
}

export const usePreferences = (): Held => useContext(PreferencesContext)

/** A catalogue holds the Chinese texts, which are the type, and the English ones. */
export type Catalogue<W> = { zh: W; en: W }

/** The texts of a catalogue in the reader's language. */
export function useWords<W>(catalogue: Catalogue<W>): W {
  return catalogue[usePreferences().language]
}

/** Picks one of two texts that the server sends in both languages. */
export function usePick(): (zh: string, en: string) => string {
  const { language } = usePreferences()
  return (zh, en) => (language === 'zh' ? zh : en)
}
