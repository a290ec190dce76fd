//! What a configuration must be, beyond what each value says by itself.

use super::address::host_of;
use super::{Config, words};
use gatehouse_core::Fault;
use gatehouse_licenses::model::decoys::MOST_DECOYS;
use gatehouse_mail::Sender;
use url::Url;

/// Investigating what happened must be possible for a month.
const LEAST_AUDIT_DAYS: u32 = 30;

impl Config {
    pub(super) fn check(&self) -> Result<(), Fault> {
        self.check_database()?;
        if !(10..=604_800).contains(&self.stop_grace) {
            return Err(Fault::new("stop_grace: must be 10 to 604800 seconds"));
        }
        self.licenses.check()?;
        if self.decoy_codes > MOST_DECOYS {
            return Err(Fault::new(format!("decoy_codes: must be 0 to {MOST_DECOYS}")));
        }
        self.transport()?;
        Sender::parse(&self.mail_from)?;
        self.leak_service()?;
        words::check(self)?;
        self.check_files(&self.reach()?)?;
        self.names()?;
        self.companies()?;
        self.apns()?;
        self.check_origins()?;
        self.federation()?;
        self.staff_sign_in()?;
        self.messages()?;
        self.support()?;
        self.inbox()?;
        self.blocks.check()?;
        if !(1..=100_000).contains(&self.connections_per_address) {
            return Err(Fault::new("connections_per_address: must be from 1 to 100000"));
        }
        if self.audit_days < LEAST_AUDIT_DAYS || self.audit_security_days < self.audit_days {
            return Err(Fault::new(format!(
                "audit_days: must be at least {LEAST_AUDIT_DAYS}, and audit_security_days not less than it"
            )));
        }
        let Some(opening) = self.opening() else { return Ok(()) };
        if self.mail == "dev:" {
            return Err(Fault::new(format!(
                "mail: no mail server is set, and {opening}: `dev:` would show every mail to every visitor. \
                 Set mail = \"smtps://user:password@mail.example.com\""
            )));
        }
        if self.reach_loopback {
            return Err(Fault::new(format!(
                "reach_loopback: would let everybody ask what answers on this machine, and {opening}"
            )));
        }
        if !self.rate_limits {
            return Err(Fault::new(format!("rate_limits: cannot be switched off, because {opening}")));
        }
        if self.origin.is_empty() && self.listen.ip().is_unspecified() {
            return Err(Fault::new(format!(
                "origin: must be set, because listen = {} names every address of this machine and none by which people come",
                self.listen
            )));
        }
        Ok(())
    }

    /// Where people and staff come to.
    fn check_origins(&self) -> Result<(), Fault> {
        let origin = self.origin();
        if !self.origin.is_empty() {
            check_origin("origin", &origin)?;
        }
        self.check_files_origin(&origin)?;
        let Some(staff) = self.staff_origin() else { return Ok(()) };
        check_origin("staff_origin", &staff)?;
        if staff.starts_with("https://") != origin.starts_with("https://") {
            return Err(Fault::new(format!("staff_origin: must begin as origin = {origin} does")));
        }
        // Cookies are of a host, whatever its port.
        if host_of(&staff) == host_of(&origin) {
            return Err(Fault::new(format!("staff_origin: must be another host than that of origin = {origin}")));
        }
        Ok(())
    }

    /// A file that somebody sent must never be of an origin at which people are signed in.
    fn check_files_origin(&self, origin: &str) -> Result<(), Fault> {
        let Some(files) = self.files_origin() else { return Ok(()) };
        check_origin("files_origin", &files)?;
        if files.starts_with("https://") != origin.starts_with("https://") {
            return Err(Fault::new(format!("files_origin: must begin as origin = {origin} does")));
        }
        for (key, other) in [("origin", Some(origin.to_owned())), ("staff_origin", self.staff_origin())] {
            if other.as_deref().is_some_and(|other| host_of(other) == host_of(&files)) {
                return Err(Fault::new(format!("files_origin: must be another host than that of {key}")));
            }
        }
        Ok(())
    }

    /// Zero would mean "never" to the server, and a page that hangs for ever helps nobody.
    fn check_database(&self) -> Result<(), Fault> {
        let bounds = [
            ("database_connections", self.database_connections, 1_000),
            ("database_readers", self.database_readers, 64),
            ("database_wait", self.database_wait, 60),
            ("database_statement_timeout", self.database_statement_timeout, 3_600),
            ("database_lock_timeout", self.database_lock_timeout, 3_600),
        ];
        for (key, value, most) in bounds {
            if value == 0 || value > most {
                return Err(Fault::new(format!("{key}: must be from 1 to {most}")));
            }
        }
        self.database()?.check(&self.database_options())
    }
}

/// An address of ours is compared with the `Origin` that browsers send (RFC 6454 §6.2), so it must be written like that: in lower
/// case, and without the port that its scheme means anyway.
fn check_origin(key: &str, origin: &str) -> Result<(), Fault> {
    let wrong = || Fault::new(format!("{key}: must be https://host or http://host, without a path"));
    let (scheme, host) = origin.split_once("://").ok_or_else(wrong)?;
    let is_web = ["https", "http"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    if !is_web || host.is_empty() || host.contains(['/', '?', '#', ' ']) {
        return Err(wrong());
    }
    let sent = Url::parse(origin).map_err(|_| wrong())?.origin().ascii_serialization();
    if sent == origin { Ok(()) } else { Err(Fault::new(format!("{key}: must be {sent}, as browsers write it"))) }
}
