import type { PodSpec, SecurityContext } from 'kubernetes-types/core/v1.d.ts';

/** Nothing runs as root, writes to its image, or speaks to the cluster. */
export const hardenedPod = (user: number): Partial<PodSpec> => ({
  automountServiceAccountToken: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    seccompProfile: { type: 'RuntimeDefault' },
  },
});

export const hardenedContainer: SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};
