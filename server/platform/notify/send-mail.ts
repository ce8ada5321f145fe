// One mail through the county's mail server. nodemailer speaks the protocol; here is decided what its errors mean, and above
// all whether the server may have taken the mail without saying so.
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailServer } from '../../../contract/notices-channels.ts'
import { answerWords, type Outcome, reason } from '../../../domain/notices/outcomes.ts'
import { AddressBarred, resolveAllowed } from './address-guard.ts'

export type Mail = {
  /** The same for every attempt, so that a second one may be dropped by whoever receives it. */
  messageId: string
  /** The mail that this one takes back. */
  inReplyTo: string | null
  to: string
  subject: string
  text: string
  html: string
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string }

type Attempt = { server: MailServer; began: boolean; secrets: readonly string[]; limitMs: number }

function failure(error: SmtpError, { server: { host }, began, secrets, limitMs }: Attempt): Outcome {
  if (error instanceof AddressBarred) return { kind: 'refused', reason: reason('address-blocked', { host }) }
  const status = error.responseCode ?? 0
  const answer = answerWords(error.response ?? error.message, secrets)
  if (status >= 400 && status < 500) return { kind: 'later', reason: reason('mail-later', { answer }) }
  if (error.code === 'EAUTH') return { kind: 'refused', reason: reason('mail-sign-in', { answer }) }
  if (status >= 500) return { kind: 'refused', reason: reason('mail-refused', { answer }) }
  if (began) return { kind: 'unclear', reason: reason('unclear', { host }) }
  if (/certificate|self.signed|altname|wrong version|ssl|STARTTLS/i.test(`${error.message} ${error.code}`))
    return { kind: 'refused', reason: reason('tls-failed', { host, answer }) }
  if (status > 0) return { kind: 'later', reason: reason('mail-later', { answer }) }
  return error.code === 'ETIMEDOUT'
    ? { kind: 'later', away: true, reason: reason('too-slow', { host, seconds: Math.round(limitMs / 1000) }) }
    : { kind: 'later', away: true, reason: reason('not-reached', { host }) }
}

function compile(server: MailServer, mail: Mail): Promise<Buffer> {
  return new MailComposer({
    from: { name: server.fromName, address: server.fromAddress },
    to: [{ name: '', address: mail.to }],
    messageId: mail.messageId,
    ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo, references: mail.inReplyTo } : {}),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}

/** Sends once within the limit. Never throws. */
export async function sendMail(
  server: MailServer & { password: string },
  mail: Mail,
  limitMs: number,
): Promise<Outcome> {
  const secrets = [server.password, server.user, mail.to]
  let began = false
  let connection: SMTPConnection | undefined
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('time is over'), { code: 'ETIMEDOUT' })), limitMs)
  })
  const talk = async (): Promise<void> => {
    const address = await resolveAllowed(server.host)
    const raw = await compile(server, mail)
    const talking = new SMTPConnection({
      host: address,
      port: server.port,
      secure: server.security === 'tls',
      requireTLS: server.security === 'starttls',
      ignoreTLS: server.security === 'none',
      ...(isIP(server.host) ? {} : { servername: server.host }),
      connectionTimeout: limitMs,
      greetingTimeout: limitMs,
      socketTimeout: limitMs,
    })
    connection = talking
    await new Promise<void>((resolve, reject) => {
      talking.on('error', reject)
      talking.on('end', () =>
        reject(Object.assign(new Error('the connection ended'), { code: 'ECONNECTION' })),
      )
      const step = (next: () => void) => (error?: Error | null) => (error ? reject(error) : next())
      const send = (): void => {
        // read only once the server has asked for the body: from then on it may have taken the mail
        const body = Readable.from(
          (function* () {
            began = true
            yield raw
          })(),
          { objectMode: false },
        )
        talking.send({ from: server.fromAddress, to: [mail.to] }, body, step(resolve))
      }
      talking.connect(
        step(() => {
          if (server.user) talking.login({ user: server.user, pass: server.password }, step(send))
          else send()
        }),
      )
    })
  }
  try {
    await Promise.race([talk(), over])
    connection?.quit()
    return { kind: 'sent' }
  } catch (error) {
    connection?.close()
    return failure(error as SmtpError, { server, began, secrets, limitMs })
  } finally {
    clearTimeout(timer)
  }
}
