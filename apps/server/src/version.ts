/** Of Touchline; in the contract documents, and wherever it tells who it is. */
export const version = '0.1.0';
