import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../permissions.js';

/** A role that a person holds in a TMO, from a day to a day (both included). Ended, never deleted. */
@Entity({ name: 'membership' })
export class Membership {
  @PrimaryColumn({ type: 'uuid' })
  membership_id: string;

  @Column({ type: 'integer' })
  tmo_id: number;

  @Column({ type: 'uuid' })
  user_id: string;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'date' })
  from_on: string;

  @Column({ type: 'date', nullable: true })
  to_on: string | null;

  /** Null where the set-up or the seed gave it. */
  @Column({ type: 'uuid', nullable: true })
  granted_by: string | null;

  @Column({ type: 'uuid', nullable: true })
  ended_by: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  ended_at: Date | null;
}
