import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who can sign in. One account serves however many TMOs they are a member of. */
@Entity({ name: 'app_user' })
export class User {
  @PrimaryColumn({ type: 'uuid' })
  user_id: string;

  /** Their sign-in name, as they wrote it; compared without regard to case. */
  @Column({ type: 'text' })
  email: string;

  @Column({ type: 'text' })
  name: string;

  /** Argon2id; null until they have set a password by their set-up link. */
  @Column({ type: 'text', nullable: true })
  password_hash: string | null;

  /** Has a published password, and so may sign in only where every TMO is a demonstration. */
  @Column({ type: 'boolean', default: false })
  demo: boolean;
}
