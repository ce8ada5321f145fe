// 基层服务证明 on A4 (ASM-5): what was signed, set the same way each time from the same content, so that a page can be set
// again and compared byte by byte. The signature travels inside the file, among its keywords.
import { toString as qrcode } from 'qrcode'
import { type CertificateContent, orderedJson } from '../../../domain/assessments/certificate.ts'
import { CREDIT_KIND_NAMES, CREDIT_KINDS } from '../../../domain/assessments/credit.ts'
import { compileTypst, FAMILIES } from './typst.ts'

export type CertificateSheet = {
  content: CertificateContent
  /** Where anybody checks it. */
  link: string
  signature: string
  signKey: string
  fingerprint: string
}

const dayOf = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** The whole proof as one word: what a file holds between `xzc1.` and the next blank. */
const proofOf = ({ content, signature, signKey, link }: CertificateSheet): string =>
  `xzc1.${Buffer.from(orderedJson({ content, signature, signKey, link })).toString('base64url')}`

/** An A4 page as PDF/A-2b, the same bytes for the same certificate. Throws DocumentFailed. */
export async function writeCertificate(sheet: CertificateSheet): Promise<Uint8Array> {
  const { content } = sheet
  const data = {
    title: '医师基层服务证明',
    number: content.number,
    who: `${content.practitioner.name}（${content.practitioner.hospital}，${content.practitioner.title}）`,
    span: `${dayOf(content.from)}至${dayOf(content.to)}`,
    region: content.region.name,
    days: String(content.days),
    personDays: String(content.personDays),
    units: content.units.join('、'),
    years: content.years.map((y) => [`${y.year}年`, `${y.days} 天`, `${y.personDays} 人次`]),
    kinds: CREDIT_KINDS.map((kind) => [CREDIT_KIND_NAMES[kind].zh, `${content.kinds[kind]} 天`]),
    clause: content.clause,
    issuer: content.issuer,
    issuedOn: dayOf(content.issuedOn),
    date: content.issuedOn.split('-').map(Number),
    checkCode: content.checkCode,
    link: sheet.link,
    ledger: content.ledger,
    fingerprint: sheet.fingerprint,
    keywords: proofOf(sheet),
  }
  const qr = await qrcode(sheet.link, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  // the house's own fonts only: a bureau's would set another page
  const families = { plain: FAMILIES.plain, serif: ['Noto Serif SC'] }
  const job = {
    template: 'certificate.typ',
    dataFile: 'certificate.json',
    data,
    families,
    files: { 'qr.svg': qr },
  }
  return (await compileTypst(job)).pdf
}
