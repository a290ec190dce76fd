//! What the program builds once and hands down.

use crate::{Listeners, RecentLooks};
use gatehouse_core::{Clock, Fault, Ids, Random};
use gatehouse_db::Db;
use gatehouse_seal::Keys;
use jiff::tz::TimeZone;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Notify;

/// The running installation: everything that lives as long as the process.
pub struct App {
    /// The database.
    pub db: Db,
    /// The clock; tests set it.
    pub clock: Arc<dyn Clock>,
    /// The random source.
    pub random: Arc<dyn Random>,
    /// The ids of this process, in order.
    pub ids: Ids,
    /// The master key and the pepper.
    pub keys: Keys,
    /// What the operator configured.
    pub settings: Settings,
    /// Who hears signals and answers questions.
    pub listeners: Listeners,
    /// What modules keep in memory (the pool of password hashers, the lease signer …).
    pub services: Services,
    /// The lists with people's data that were looked at a short while ago.
    pub looks: RecentLooks,
    /// Notified after a commit that queued a job.
    pub job_wakeup: Arc<Notify>,
}

/// Days that the audit log keeps ordinary lines, unless the operator says otherwise: 13 months.
pub const AUDIT_DAYS: u32 = 396;
/// Days that it keeps events of security, unless the operator says otherwise: 3 years.
pub const AUDIT_SECURITY_DAYS: u32 = 1_096;

/// The operator's settings that modules read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The public address, such as `https://portal.example.com`, without a slash at the end.
    pub origin: String,
    /// Where staff pages are, where that is another address than the portal's.
    pub staff_origin: Option<String>,
    /// Where files are given out, which is another host than the portal's; `None`: see [`Settings::files_origin`].
    pub files_origin: Option<String>,
    /// The sender of mails: `Name <address>` or an address.
    pub mail_from: String,
    /// A development instance: shows mails at `/_dev/mail`, and the component gallery at `/_ui` in a debug build.
    pub development: bool,
    /// Days that the audit log keeps ordinary lines, and where something was done from.
    pub audit_days: u32,
    /// Days that it keeps events of security; not fewer than `audit_days`.
    pub audit_security_days: u32,
    /// Whether every request has its line in the log, not only the refused and failed ones.
    pub access_log: bool,
    /// The zone of the vendor: shown to people without one, and used for fixed dates.
    pub zone: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            origin: "http://127.0.0.1:8080".into(),
            staff_origin: None,
            files_origin: None,
            mail_from: "portal@localhost".into(),
            development: false,
            audit_days: AUDIT_DAYS,
            audit_security_days: AUDIT_SECURITY_DAYS,
            access_log: false,
            zone: "UTC".into(),
        }
    }
}

impl Settings {
    /// The address of staff pages: one of their own, else the portal's.
    pub fn staff_origin(&self) -> &str {
        self.staff_origin.as_deref().unwrap_or(&self.origin)
    }

    /// The address of files: another host, so that nothing which a file holds is of the portal's origin. On a machine of one's own it is the
    /// same port under the other name of the machine; elsewhere the operator sets it, and without it nobody uploads anything.
    pub fn files_origin(&self) -> Option<String> {
        if self.files_origin.is_some() {
            return self.files_origin.clone();
        }
        let rest = self.origin.strip_prefix("http://")?;
        let (host, port) = match rest.rsplit_once(':').filter(|(_, port)| port.bytes().all(|c| c.is_ascii_digit())) {
            Some((host, port)) => (host, format!(":{port}")),
            None => (rest, String::new()),
        };
        let others: &[&str] = match host {
            "127.0.0.1" | "[::1]" => &["localhost", "files.localhost"],
            "localhost" => &["127.0.0.1", "files.localhost"],
            _ => return None,
        };
        let taken = self.staff_origin.as_deref();
        others.iter().map(|other| format!("http://{other}{port}")).find(|origin| taken != Some(origin.as_str()))
    }

    /// The rules of the vendor's zone.
    pub fn vendor_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }
}

/// The long-lived things of modules, one per type, put in by the program at start.
#[derive(Default)]
pub struct Services(HashMap<TypeId, Arc<dyn Any + Send + Sync>>);

impl Services {
    /// Puts one in; a second of the same type replaces the first.
    pub fn put<T: Any + Send + Sync>(&mut self, service: T) {
        self.0.insert(TypeId::of::<T>(), Arc::new(service));
    }

    /// The service of this type, where one is there: what a module puts in that the one who asks does without.
    pub fn find<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.0.get(&TypeId::of::<T>()).and_then(|service| service.downcast_ref::<T>())
    }

    /// The service of this type. A missing one is a mistake in the program's list of modules.
    pub fn get<T: Any + Send + Sync>(&self) -> Result<&T, Fault> {
        self.find().ok_or_else(|| Fault::new(format!("the program started without {}", std::any::type_name::<T>())))
    }
}
