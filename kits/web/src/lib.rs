//! The web kit: what pages, forms and the API are made with.
//!
//! - [`module`]: what a module plugs into the program.
//! - [`visit`]: extractors that give a handler its context, its signed-in person and its page frame.
//! - [`halt`]: how a handler ends early; one middleware turns it into a page or RFC 9457 problem details.
//! - [`api`]: where operations are and who may call them, API keys, changes that are made once, ETags.
//! - [`branded`]: the files and words of the vendor's brand.
//! - [`doors`]: where pages are, and who may enter.
//! - [`gate`]: what a customer has to do before their pages open.
//! - [`events`]: what the audit log tells, from every module; [`history`]: of one record.
//! - [`navigation`]: the places that modules register; [`home`]: what they have on the home pages; [`search`]: by what staff find it;
//!   [`scope`]: in whose name a customer acts.
//! - [`human`]: the human check as a form shows it.
//! - [`job_names`]: what background jobs do, in words.
//! - [`layers`]: what surrounds every request; with it who is addressed, which site a request comes from, and
//!   through which [`proxies`].
//! - [`live`]: pages that stay up to date.
//! - [`list`]: a list's filters, order and columns, declared once for its page, its file and the API.
//! - [`notes`]: what staff note about a record; [`person`]: a customer's page for staff, to which modules add tabs.
//! - [`rights`]: how a module declares what staff and API keys may do, and how an action asks for it.
//! - [`uploads`]: files that people send and get.
//! - [`view`]: the typed view models of the design system.

pub mod api;
mod api_common;
mod api_docs;
mod api_query;
pub mod branded;
pub mod cookies;
mod cross_site;
pub mod doors;
pub mod download;
mod errors;
pub mod events;
pub mod frames;
pub mod gate;
pub mod halt;
pub mod history;
pub mod home;
mod hosts;
pub mod human;
pub mod job_names;
pub mod layers;
pub mod list;
pub mod live;
pub mod module;
pub mod navigation;
pub mod notes;
mod null;
pub mod pages;
pub mod person;
pub mod proxies;
pub mod query;
pub mod rights;
pub mod scope;
pub mod search;
pub mod session;
pub mod site;
pub mod support;
mod texts;
mod times;
pub mod uploads;
pub mod view;
pub mod visit;

pub use texts::TEXTS;
pub(crate) use texts::texts;

pub use api::{ApiDoors, ApiVisit, JsonBody};
pub use doors::{Doors, Entry, Route};
pub use events::{AuditGroup, AuditRecord, Declared, Events, ModuleEvents, OwnRecord};
pub use gate::Gate;
pub use gatehouse_core::Words;
pub use halt::Halt;
pub use home::{Home, HomeParts, Homes};
pub use job_names::JobNames;
pub use module::{ApiStep, ApiTask, AppState, HealthCheck, Module, NamedPage};
pub use navigation::{Area, Figures, NavEntry, Navigation, PersonTab, Way};
pub use rights::{NotAllowed, may};
pub use scope::Scope;
pub use search::{Hit, Hits, Search, Searches};
pub use session::{CustomerSession, CustomerSessions, StaffSession, StaffSessions};
pub use site::{Site, SiteParts};
pub use visit::{Confirmed, Customer, Done, Filled, Posted, Staff, UnlessBroken, Uploaded, Visit};
