/**
 * The migrations that databases out there have had: what their source was, and what shape they leave behind. One that is
 * listed is never edited, the next one follows it; a test holds source and shape to this list.
 */
export const landed: Readonly<Record<string, { source: string; shape: string }>> = {
  '0001-facts-state-plan': { source: 'a30733d218381fd7', shape: 'ccd4b8fd5040a3caf2c14ba64ec10918' },
  '0002-people': { source: '5d207c6120f35abf', shape: '99bd29fdc0e72faa525cc3dfd0610665' },
  '0004-ladders': { source: '083c3c51929b63ad', shape: '9c94b62e03ece082651e6743b1487ec0' },
  '0005-authority': { source: '8595e0597987b812', shape: 'fb5687f0e55e12e09957410ec914a26a' },
  '0006-quarantine': { source: 'abd8d3a7317c89e3', shape: '88b48894d8f9b259f78468fc53f349e2' },
  '0007-delivery': { source: '87faf134c58e22e3', shape: 'a42d11f746ba38984fc0a743aa3d216a' },
  '0009-store': { source: '518563eef0afd09a', shape: '9ed23422b1c5c2f16fb69e53e1645536' },
  '0010-never-emptied': { source: '7a745563f0ad704c', shape: 'fc68483cd37d9ec3fd57a0fcaf41f7de' },
  '0011-patient-text': { source: '394e1ba13de790bb', shape: 'b9782b20e25becf35268d8292897f5a9' },
  '0012-appointments': { source: '9686f88f186ba5c4', shape: 'cda7d0f15a717e9f3b081324e5726dac' },
  '0013-other-answers': { source: '56c322bc4ff96973', shape: '4901d3ddbf9439b975da2c2039e0d265' },
  '0014-problem-reports': { source: 'acc54f55c2848a06', shape: '36a3ba1b7519adfa03ebbab07eca34f0' },
  '0015-sign-in': { source: 'a03f7be89d969035', shape: '5b9da1c5d8197413431491c17f636dc5' },
  '0016-coordinators': { source: '1156cb314a375cb1', shape: 'dd067959a53eaadbd61b139dce97e842' },
  '0017-paging-tests': { source: '044d6325a21d30b3', shape: 'ca0d2ac54bc2b5884f3158c4ecba3f02' },
};
