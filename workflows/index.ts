export { carePathway } from './care-pathway';
export { dispatch } from './dispatch';
export { escalation } from './escalation';
