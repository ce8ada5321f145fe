/** @jsxImportSource preact */
// The frame of every public page: heading, large type and high contrast as plain links, footer.
import type { ComponentChildren } from 'preact'
import type { Look } from '../../../../contract/public-page.ts'

/** A link to the same page in another look; other parts of the query are kept by the page itself. */
export function lookQuery(look: Look, extra: Record<string, string> = {}): string {
  const query = new URLSearchParams(extra)
  if (look.large) query.set('large', '1')
  if (look.contrast) query.set('contrast', '1')
  const text = query.toString()
  return text ? `?${text}` : '?'
}

/** Where the style sheet goes: as text of an element its quotes would be escaped, so the renderer puts it in. */
export const STYLE_PLACE = '/*style*/'

type Props = { title: string; look: Look; demonstration: boolean; children: ComponentChildren }

export function Frame({ title, look, demonstration, children }: Props) {
  return (
    <html lang="zh-CN" class={`${look.large ? 'large' : ''} ${look.contrast ? 'contrast' : ''}`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=yes" />
        <title>{title}</title>
        <style>{STYLE_PLACE}</style>
      </head>
      <body>
        <a class="skip" href="#content">
          跳到正文
        </a>
        <header class="top">
          <div class="wide">
            <a class="brand" href={`/${lookQuery(look)}`}>
              专家下乡 <span>家门口看病</span>
            </a>
            <nav aria-label="显示方式">
              <a href={lookQuery({ ...look, large: !look.large })}>{look.large ? '标准字' : '大字'}</a>
              <a href={lookQuery({ ...look, contrast: !look.contrast })}>
                {look.contrast ? '普通配色' : '高对比'}
              </a>
            </nav>
          </div>
        </header>
        {demonstration && <p class="demo">演示数据：人员均为虚构，请勿据此就诊。</p>}
        <main id="content" class="wide">
          {children}
        </main>
        <footer class="wide">
          <p>安排如有变动，以本页最新公告为准。看病请带身份证和医保卡。</p>
        </footer>
      </body>
    </html>
  )
}
