export const snsNamespace = "http://sns.amazonaws.com/doc/2010-03-31/";
