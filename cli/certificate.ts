// `bin/xunzhen certificate verify FILE [--key FINGERPRINT]`: whether a certificate of service is what was signed (ASM-5), from
// its PDF or its file, without a server, a database or a network. Of a PDF the page itself is set again and compared byte by
// byte: a changed figure is found though the signature inside was left alone.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type CertificateContent, signedText } from '../domain/assessments/certificate.ts'
import { fingerprintOf } from '../server/platform/certificate-key.ts'
import { writeCertificate } from '../server/platform/documents/certificate-sheet.ts'
import { isSignedBy } from '../server/platform/sealed-package.ts'
import { type Streams, standardStreams } from './file-command.ts'

const USAGE = '用法 usage: xunzhen certificate verify 证明.pdf|证明.json [--key 公钥指纹]\n'

const words = z.string().max(2000)
const count = z.number().int().min(0).max(100_000)
const proofSchema = z.object({
  content: z.strictObject({
    v: z.literal(1),
    number: words,
    checkCode: words,
    region: z.strictObject({ id: words, name: words }),
    practitioner: z.strictObject({ name: words, title: words, hospital: words }),
    from: z.iso.date(),
    to: z.iso.date(),
    days: count,
    personDays: count,
    years: z.array(z.strictObject({ year: count, days: count, personDays: count })).max(100),
    kinds: z.strictObject({ clinic: count, teaching: count, homeVisit: count, other: count }),
    units: z.array(words).max(1000),
    ledger: z.string().regex(/^[0-9a-f]{64}$/),
    clause: words,
    issuer: words,
    issuedOn: z.iso.date(),
  }),
  signature: words,
  signKey: words,
  link: words,
})
type Proof = z.output<typeof proofSchema>

/** The proof inside a PDF: it stands among the document's keywords. */
function proofInPdf(bytes: Uint8Array): unknown {
  const found = /xzc1\.([A-Za-z0-9_-]{50,20000})/.exec(Buffer.from(bytes).toString('latin1'))
  return found?.[1] ? JSON.parse(Buffer.from(found[1], 'base64url').toString('utf8')) : null
}

function read(bytes: Uint8Array): Proof | null {
  try {
    const isPdf = Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
    const value = isPdf ? proofInPdf(bytes) : JSON.parse(Buffer.from(bytes).toString('utf8'))
    return proofSchema.safeParse(value).data ?? null
  } catch {
    return null
  }
}

/** Whether the page says what was signed: it is set again from the signed content. */
async function samePage(bytes: Uint8Array, proof: Proof): Promise<boolean> {
  const { content, link, signature, signKey } = proof
  const sheet = {
    content: content as CertificateContent,
    link,
    signature,
    signKey,
    fingerprint: fingerprintOf(signKey),
  }
  return Buffer.from(await writeCertificate(sheet)).equals(Buffer.from(bytes))
}

const summary = ({ content: c, signKey }: Proof): string =>
  [
    `编号 ${c.number}　校验码 ${c.checkCode}`,
    `${c.practitioner.name}（${c.practitioner.hospital}，${c.practitioner.title}）`,
    `${c.from} 至 ${c.to}　${c.region.name}　${c.days} 天　${c.personDays} 人次`,
    `${c.issuer} ${c.issuedOn}`,
    `公钥指纹 key ${fingerprintOf(signKey)}`,
  ].join('\n')

/** 0 as signed, 1 altered or forged, 64 usage, 65 no certificate, 66 not to be read. */
export async function run(args: string[], { out, err }: Streams = standardStreams): Promise<number> {
  const [verb, path, flag, key, more] = args
  if (
    verb !== 'verify' ||
    !path ||
    (flag !== undefined && (flag !== '--key' || !key)) ||
    more !== undefined
  ) {
    err(USAGE)
    return 64
  }
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    err(`读不了这个文件 cannot read this file: ${path}（${(error as Error).message}）\n`)
    return 66
  }
  const proof = read(bytes)
  if (!proof) {
    err('这不是本系统的基层服务证明，或已被改动 · no certificate of service, or altered\n')
    return 65
  }
  if (!isSignedBy(proof.signKey, signedText(proof.content as CertificateContent), proof.signature)) {
    out('签名不符：内容被改动，或是伪造 · the signature does not fit: altered or forged\n')
    return 1
  }
  const pdf = Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
  if (pdf && !(await samePage(bytes, proof))) {
    out(
      `页面与签名的内容不一致（或由另一版本的软件排版）；签名的内容是 · the page is not what was signed:\n${summary(proof)}\n`,
    )
    return 1
  }
  const wanted = key?.replace(/\s/g, '').toLowerCase()
  if (wanted && wanted !== fingerprintOf(proof.signKey).replaceAll(' ', '')) {
    out(`签名的公钥不是所给的那一把 · signed by another key:\n${summary(proof)}\n`)
    return 1
  }
  out(
    `签名有效 the signature holds${wanted ? '' : '（请核对公钥指纹是否出具单位的 compare the key’s fingerprint）'}\n${summary(proof)}\n`,
  )
  return 0
}
