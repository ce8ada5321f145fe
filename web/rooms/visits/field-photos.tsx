// Photographs of a day on the phone: taken or chosen, drawn small, sealed at once; shown from here until the server has
// them, from there afterwards.
import { useEffect, useState } from 'react'
import { getPhoto } from '../../../contract/visits-photos.ts'
import { MOST_PHOTOS, PHOTO_KINDS, PHOTO_NAMES, type PhotoKind } from '../../../domain/visits/photo.ts'
import { shrinkPhoto } from '../../kit/shrink-photo.ts'
import { phoneProblem } from '../../offline/phone-problems.ts'
import { type CardAt, keepPhoto, readPhoto } from '../../offline/photos.ts'
import { CallRefused, call } from '../../shell/call.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import type { FieldDraft } from './field-draft.ts'
import { usePhone } from './field-phone.tsx'
import type { Refused } from './field-summary.tsx'
import { fieldWords } from './field-words.ts'

type Photo = FieldDraft['photos'][number]
/** A change of the photographs as they are by then: a picture takes a while to be drawn. */
type Alter = (to: (photos: readonly Photo[]) => Photo[]) => void

/** The picture's address in this page: from the phone, else from the server, else null. */
function usePicture(at: CardAt, { sha256, arrived }: Photo): string | null {
  const { unlocked } = usePhone()
  const { regionId, cardId } = at
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let gone = false
    const find = async (): Promise<Blob | null> => {
      const here = await readPhoto(unlocked, cardId, sha256).catch(() => null)
      if (here) return new Blob([here], { type: 'image/jpeg' })
      return arrived ? call(getPhoto, { params: { regionId, id: cardId, sha256 } }).catch(() => null) : null
    }
    void find().then((blob) => {
      if (!blob || gone) return
      made = URL.createObjectURL(blob)
      setAddress(made)
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [unlocked, regionId, cardId, sha256, arrived])
  return address
}

type Row = { at: CardAt; photo: Photo; number: number }

function Picture({
  at,
  photo,
  number,
  onKind,
  onRemove,
}: Row & { onKind: (kind: PhotoKind) => void; onRemove: () => void }) {
  const w = useWords(fieldWords)
  const { language } = usePreferences()
  const address = usePicture(at, photo)
  const name = w.photoOf(number)
  return (
    <li>
      {address ? (
        <a href={address} target="_blank" rel="noreferrer">
          <img src={address} alt={name} />
        </a>
      ) : (
        <p className="f-quiet-words">{w.photoAway}</p>
      )}
      <select
        aria-label={`${name} ${w.photoKind}`}
        value={photo.kind}
        onChange={(event) => onKind(event.target.value as PhotoKind)}
      >
        {PHOTO_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {PHOTO_NAMES[kind][language]}
          </option>
        ))}
      </select>
      <button type="button" className="f-quiet" aria-label={`${w.remove} ${name}`} onClick={onRemove}>
        {w.remove}
      </button>
    </li>
  )
}

/** Seals each chosen file; what the phone refuses (`phone-full`, `photo-unreadable`) is shown. */
function useTaking(at: CardAt, photos: readonly Photo[], onChange: Alter) {
  const { unlocked } = usePhone()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refused | null>(null)
  const take = async (files: readonly File[]): Promise<void> => {
    setBusy(true)
    setRefusal(null)
    const kind = photos.at(-1)?.kind ?? 'work'
    try {
      for (const file of files.slice(0, MOST_PHOTOS - photos.length)) {
        const bytes = await shrinkPhoto(file)
        if (!bytes) {
          setRefusal(phoneProblem('photo-unreadable'))
          continue
        }
        const sha256 = await keepPhoto(unlocked, at, bytes)
        onChange((now) =>
          now.some((one) => one.sha256 === sha256)
            ? [...now]
            : [...now, { sha256, size: bytes.length, kind, arrived: false }],
        )
      }
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setRefusal(error.refusal)
    } finally {
      setBusy(false)
    }
  }
  return { take, busy, refusal }
}

export function FieldPhotos({
  at,
  photos,
  onChange,
}: {
  at: CardAt
  photos: readonly Photo[]
  onChange: Alter
}) {
  const w = useWords(fieldWords)
  const pick = usePick()
  const { take, busy, refusal } = useTaking(at, photos, onChange)
  return (
    <section className="f-block">
      <h2>{w.photos}</h2>
      {photos.length ? (
        <ul className="f-photos">
          {photos.map((photo, k) => (
            <Picture
              key={photo.sha256}
              at={at}
              photo={photo}
              number={k + 1}
              onKind={(kind) =>
                onChange((now) => now.map((one) => (one.sha256 === photo.sha256 ? { ...one, kind } : one)))
              }
              onRemove={() => onChange((now) => now.filter((one) => one.sha256 !== photo.sha256))}
            />
          ))}
        </ul>
      ) : null}
      {refusal ? (
        <p className="f-alert" role="alert">
          {pick(refusal.zh, refusal.en)} {pick(refusal.remedyZh, refusal.remedyEn)}
        </p>
      ) : null}
      {photos.length >= MOST_PHOTOS ? (
        <p className="f-quiet-words">{w.photosMost(MOST_PHOTOS)}</p>
      ) : (
        <label className="f-add f-file">
          {busy ? w.photoOpening : `＋ ${w.addPhoto}`}
          <input
            type="file"
            accept="image/*"
            multiple
            disabled={busy}
            autoComplete="off"
            onChange={(event) => {
              const input = event.target
              const files = [...(input.files ?? [])]
              void take(files).finally(() => {
                input.value = ''
              })
            }}
          />
        </label>
      )}
      <p className="f-quiet-words">{w.photoNote}</p>
    </section>
  )
}
