import { Global, Module } from '@nestjs/common';
import { Provenances } from './provenance.js';

/** For every app that shows pages; needs the PrivacyModule. */
@Global()
@Module({ providers: [Provenances], exports: [Provenances] })
export class ProvenanceModule {}
