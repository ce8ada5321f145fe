/** @jsxImportSource preact */
// 基层服务证明核对: type the code of a certificate, see what was certified (ASM-5). Prints as it stands.
import type { PublicPage } from '../../../../contract/public-page.ts'

type Page = Extract<PublicPage, { kind: 'certificate' }>

const dayWords = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

function Form({ page }: { page: Page }) {
  return (
    <form method="get" action="/certificates" class="search">
      {page.look.large && <input type="hidden" name="large" value="1" />}
      {page.look.contrast && <input type="hidden" name="contrast" value="1" />}
      <label htmlFor="code">证明上的校验码</label>
      <div>
        <input
          id="code"
          name="code"
          value={page.typed}
          placeholder="例如 ABCD-2345-WXYZ"
          autocomplete="off"
        />
        <button type="submit">核对</button>
      </div>
    </form>
  )
}

function Found({ found }: { found: NonNullable<Page['found']> }) {
  const rows: [string, string][] = [
    ['编号', found.number],
    ['姓名', `${found.name}（${found.hospital}，${found.title}）`],
    ['期间', `${dayWords(found.from)}至${dayWords(found.to)}`],
    ['地区', found.region],
    ['累计', `${found.days} 天，${found.personDays} 人次`],
    ['其中', found.kinds.map((k) => `${k.name} ${k.days} 天`).join('，')],
    ['服务单位', found.units.join('、')],
    ['出具', `${found.issuer} ${dayWords(found.issuedOn)}`],
    ['公钥指纹', found.fingerprint],
  ]
  return (
    <dl class="draw">
      {rows.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  )
}

export function CertificatePage({ page }: { page: Page }) {
  const { state, found } = page
  return (
    <>
      <h1>核对基层服务证明</h1>
      {state === 'valid' && (
        <section class="card">
          <h2>有效</h2>
          <p>这份证明由本系统出具，签名核对无误。纸面内容应与下列内容一致，不一致的以此为准。</p>
          {found && <Found found={found} />}
        </section>
      )}
      {state === 'revoked' && found?.revoked && (
        <section class="card alert" role="alert">
          <h2>已作废</h2>
          <p>
            这份证明已于{dayWords(found.revoked.on)}作废：{found.revoked.why}
          </p>
          <Found found={found} />
        </section>
      )}
      {state === 'unknown' && (
        <section class="card alert" role="alert">
          <h2>查无此证</h2>
          <p>没有出具过校验码为“{page.typed}”的证明。请对照纸面再输一次；仍查不到的，请与出具单位联系。</p>
        </section>
      )}
      {state === 'noCode' && (
        <section class="card alert" role="alert">
          <h2>校验码不完整</h2>
          <p>校验码是 12 个字母或数字，印在证明的二维码旁边；没有 0、1、I、L、O。</p>
        </section>
      )}
      <section class="card">
        <Form page={page} />
      </section>
    </>
  )
}
