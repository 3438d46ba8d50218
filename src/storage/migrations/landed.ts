/**
 * The migrations that databases out there have had: what their source was, and what shape they leave behind. One that is
 * listed is never edited, the next one follows it; a test holds source and shape to this list.
 */
export const landed: Readonly<Record<string, { source: string; shape: string }>> = {
  '0001-facts-state-plan': { source: 'a30733d218381fd7', shape: 'ccd4b8fd5040a3caf2c14ba64ec10918' },
};
