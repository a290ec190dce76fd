//! Certificates for Apple's push service (SUP-8): a customer's certificate signing request is checked and signed with the vendor's MDM
//! certificate; Apple's push certificate portal takes the answer.
//!
//! - [`csr`] reads the request, in the worker.
//! - [`vendor`] is the vendor's certificate: read from the operator's files, looked after, and signs.

pub mod csr;
pub mod vendor;

#[cfg(test)]
mod samples;
