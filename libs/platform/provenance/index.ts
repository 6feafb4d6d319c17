export { type Provenance, Provenances, type Told } from './provenance.js';
export { ProvenanceModule } from './provenance.module.js';
