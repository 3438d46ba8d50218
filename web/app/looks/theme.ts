import { createTheme, type CSSVariablesResolver, defaultVariantColorsResolver } from '@mantine/core';
import { dark, light, type Tokens } from './tokens';

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const bind = (tokens: Tokens): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--tl-${kebab(name)}`, value])),
  '--mantine-color-body': tokens.canvas,
  '--mantine-color-text': tokens.ink,
  '--mantine-color-dimmed': tokens.soft,
  '--mantine-color-placeholder': tokens.faint,
  '--mantine-color-anchor': tokens.act,
  '--mantine-color-error': tokens.now,
  '--mantine-color-default': tokens.surface,
  '--mantine-color-default-hover': tokens.hover,
  '--mantine-color-default-color': tokens.ink,
  '--mantine-color-default-border': tokens.edge,
  '--mantine-primary-color-contrast': tokens.actInk,
});

export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: bind(light), dark: bind(dark) });

const onAct = 'var(--mantine-primary-color-contrast)';

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 2 },
  colors: {
    petrol: [
      '#e0edf3',
      '#c3dbe6',
      '#93d0e8',
      '#6fb4d0',
      '#4a94b4',
      '#2a7798',
      '#17607f',
      '#0f5570',
      '#0a4d68',
      '#073c52',
    ],
  },
  fontFamily: "'IBM Plex Sans Variable', 'Plex fallback', system-ui, sans-serif",
  headings: { fontWeight: '600' },
  defaultRadius: 'md',
  radius: { sm: '3px', md: '6px', lg: '8px', xl: '12px' },
  fontSizes: { xs: '.75rem', sm: '.875rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  // Mantine judges contrast by the light shade alone: white on the pale button of the dark scheme.
  variantColorResolver: (input) => ({
    ...defaultVariantColorsResolver(input),
    ...(input.variant === 'filled' ? { color: onAct } : {}),
  }),
  // Named here and not extended: `Modal.extend` would draw the component into the first load.
  components: {
    // What is wrong stands between the question and its field, where it is read before the field.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'description', 'error', 'input'] } },
    Button: { defaultProps: { variant: 'default', loaderProps: { type: 'dots' } } },
    Checkbox: { defaultProps: { iconColor: onAct } },
    Radio: { defaultProps: { iconColor: onAct } },
    // Else lists open outside every landmark.
    Portal: { defaultProps: { target: '#main' } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, transitionProps: { duration: 0 } } },
  },
});
