export interface World { readonly x: number }
