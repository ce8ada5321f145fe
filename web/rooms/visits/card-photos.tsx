// Photographs of a day card on the desk: seen, added and taken out with the card's own save; the bytes of new ones are
// sent once the card that names them is saved.
import { Button, Select } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DayCardView } from '../../../contract/visits.ts'
import { getPhoto, putPhotoPart } from '../../../contract/visits-photos.ts'
import {
  MOST_PHOTOS,
  PART_BYTES,
  PHOTO_KINDS,
  PHOTO_NAMES,
  partsOfSize,
} from '../../../domain/visits/photo.ts'
import { Panel } from '../../kit/page.tsx'
import { shrinkPhoto } from '../../kit/shrink-photo.ts'
import { type Bytes, hashBytes } from '../../offline/crypto.ts'
import { call } from '../../shell/call.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import type { Draft } from './card-draft.ts'
import { visitWords } from './words.ts'

type Photo = Draft['photos'][number]
export type NewPhotos = {
  find: (sha256: string) => Bytes | undefined
  keep: (bytes: Bytes) => Promise<string>
}

/** New photographs of this page, and the sending of those that a saved card awaits. */
export function useNewPhotos(regionId: string, id: string) {
  const kept = useRef(new Map<string, Bytes>())
  const [left, setLeft] = useState(0)
  const send = useCallback(
    async (card: DayCardView): Promise<void> => {
      const awaited = card.photos.filter((photo) => !photo.arrived && kept.current.has(photo.sha256))
      setLeft(awaited.length)
      for (const { sha256, size } of awaited) {
        const bytes = kept.current.get(sha256)
        for (let part = 0; bytes && part < partsOfSize(size); part++)
          await call(putPhotoPart, {
            params: { regionId, id, sha256, part },
            body: bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES),
          })
        setLeft((now) => now - 1)
      }
    },
    [regionId, id],
  )
  const photos: NewPhotos = {
    find: (sha256) => kept.current.get(sha256),
    keep: async (bytes) => {
      const sha256 = await hashBytes(bytes)
      kept.current.set(sha256, bytes)
      return sha256
    },
  }
  return { photos, send, left }
}

function usePicture(at: { regionId: string; id: string }, photo: Photo, found: Bytes | undefined) {
  const { regionId, id } = at
  const { sha256, arrived } = photo
  const [address, setAddress] = useState<string | null>(null)
  const [lost, setLost] = useState(false)
  useEffect(() => {
    let gone = false
    let made: string | null = null
    const show = (blob: Blob): void => {
      if (gone) return
      made = URL.createObjectURL(blob)
      setAddress(made)
    }
    if (found) show(new Blob([found], { type: 'image/jpeg' }))
    else if (arrived)
      call(getPhoto, { params: { regionId, id, sha256 } }).then(show, () => {
        if (!gone) setLost(true)
      })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [regionId, id, sha256, arrived, found])
  return { address, lost }
}

type Place = { regionId: string; id: string; fresh: NewPhotos }
type Change = (to: (photos: readonly Photo[]) => Photo[]) => void

function Picture({
  place,
  photo,
  number,
  onChange,
}: {
  place: Place
  photo: Photo
  number: number
  onChange: Change | null
}) {
  const w = useWords(visitWords).photos
  const { language } = usePreferences()
  const { address, lost } = usePicture(place, photo, place.fresh.find(photo.sha256))
  const name = w.nth(number)
  return (
    <figure>
      {address ? (
        <a href={address} target="_blank" rel="noreferrer" title={w.open}>
          <img src={address} alt={name} />
        </a>
      ) : (
        <p>{lost ? w.lost : photo.arrived ? w.loading : w.awaited}</p>
      )}
      <figcaption className="row">
        {onChange ? (
          <>
            <Select
              size="small"
              aria-label={`${name} ${w.shows}`}
              value={photo.kind}
              options={PHOTO_KINDS.map((kind) => ({ value: kind, label: PHOTO_NAMES[kind][language] }))}
              onChange={(kind) =>
                onChange((now) => now.map((one) => (one.sha256 === photo.sha256 ? { ...one, kind } : one)))
              }
            />
            <Button
              size="small"
              type="text"
              aria-label={`${w.remove} ${name}`}
              onClick={() => onChange((now) => now.filter((one) => one.sha256 !== photo.sha256))}
            >
              {w.remove}
            </Button>
          </>
        ) : (
          PHOTO_NAMES[photo.kind][language]
        )}
      </figcaption>
    </figure>
  )
}

export function CardPhotos({
  place,
  photos,
  left,
  onChange,
}: {
  place: Place
  photos: readonly Photo[]
  /** How many are being sent. */
  left: number
  /** Null when the card cannot be changed. */
  onChange: Change | null
}) {
  const w = useWords(visitWords).photos
  const [unreadable, setUnreadable] = useState(0)
  const add = async (files: readonly File[]): Promise<void> => {
    setUnreadable(0)
    for (const file of files.slice(0, MOST_PHOTOS - photos.length)) {
      const bytes = await shrinkPhoto(file)
      if (!bytes) {
        setUnreadable((now) => now + 1)
        continue
      }
      const sha256 = await place.fresh.keep(bytes)
      onChange?.((now) =>
        now.some((one) => one.sha256 === sha256)
          ? [...now]
          : [...now, { sha256, size: bytes.length, kind: 'work', arrived: false }],
      )
    }
  }
  if (photos.length === 0 && !onChange) return null
  return (
    <Panel title={w.title} note={onChange ? w.note : undefined}>
      {photos.length ? (
        <div className="photo-grid">
          {photos.map((photo, k) => (
            <Picture key={photo.sha256} place={place} photo={photo} number={k + 1} onChange={onChange} />
          ))}
        </div>
      ) : null}
      {unreadable ? <p role="alert">{w.unreadable(unreadable)}</p> : null}
      {left ? <output>{w.sending(left)}</output> : null}
      {onChange && photos.length < MOST_PHOTOS ? (
        <label className="photo-add">
          <span>{w.add}</span>
          <input
            type="file"
            accept="image/*"
            multiple
            onChange={(event) => {
              const input = event.target
              void add([...(input.files ?? [])]).finally(() => {
                input.value = ''
              })
            }}
          />
        </label>
      ) : null}
    </Panel>
  )
}
