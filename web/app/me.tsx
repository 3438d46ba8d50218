import { createContext, type ReactNode, useContext } from 'react';

/** Who is signed in, where, and what this person may do: as the server says. */
export type Me = {
  staff: { id: string; name: string; role: string; team: string | null } | null;
  clinic: {
    id: string;
    name: string;
    publicName: string;
    timeZone: string;
    language: string;
    phone: string | null;
  };
  mode: 'demo' | 'live';
  may: string[];
  session: { idleEndsAt: string; endsAt: string } | null;
};

const Context = createContext<Me | null>(null);

export const MeProvider = ({ me, children }: { me: Me; children: ReactNode }) => (
  <Context value={me}>{children}</Context>
);

export function useMe(): Me {
  const me = useContext(Context);
  if (me === null) throw new Error('Nobody is signed in here.');
  return me;
}

export const useMay = (deed: string): boolean => useMe().may.includes(deed);
