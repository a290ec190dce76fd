//! Reads.

pub mod chain;
pub mod contract_certificate;
pub(crate) mod contract_people;
pub mod contracts;
pub mod conversation;
pub mod data_sets;
pub mod drafts;
pub(crate) mod goes;
pub mod imports;
pub mod licensed;
pub mod listed;
pub(crate) mod mail_known;
pub(crate) mod mailed_files;
pub mod mails;
pub(crate) mod notices;
pub mod offers;
pub mod own_contracts;
pub mod participants;
pub mod people;
pub(crate) mod routing;
pub mod settings;
pub mod staff;
pub mod staff_request;
pub mod staff_requests;
pub mod waiting;
