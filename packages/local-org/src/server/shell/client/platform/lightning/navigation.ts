export const NavigationMixin = (x: any) => x;
export const CurrentPageReference = 1;
