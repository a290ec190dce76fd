//! What name servers said, as the caches that mail-auth asks: they always answer, and note what they would have asked.

use hickory_resolver::proto::op::ResponseCode;
use mail_auth::common::parse::TxtRecordParser as _;
use mail_auth::common::verify::DomainKey;
use mail_auth::dmarc::Dmarc;
use mail_auth::spf::Spf;
use mail_auth::{Error, MX, RecordSet, ResolverCache, Txt};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Instant;

/// Questions of one mail, at the most: what needs more is not judged.
pub const MOST_QUESTIONS: usize = 40;

/// What a name server is asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Question {
    /// The texts of a name.
    Texts(String),
    /// Its IPv4 addresses.
    V4(String),
    /// Its IPv6 addresses.
    V6(String),
    /// Its mail servers.
    Hosts(String),
}

/// What it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Texts, each whole.
    Texts(Vec<String>),
    /// Addresses.
    Addresses(Vec<IpAddr>),
    /// Mail servers by preference.
    Hosts(Vec<(u16, String)>),
    /// There are none.
    Nothing,
    /// Nobody says.
    Silence,
}

/// The answers that are there, and the questions that are open.
pub(super) struct Known<'a> {
    pub(super) answers: HashMap<&'a Question, &'a Answer>,
    pub(super) open: RefCell<Vec<Question>>,
}

impl Known<'_> {
    fn ask(&self, question: &Question) -> Option<&Answer> {
        if let Some(answer) = self.answers.get(question) {
            return Some(answer);
        }
        let mut open = self.open.borrow_mut();
        if !open.contains(question) && open.len() + self.answers.len() < MOST_QUESTIONS {
            open.push(question.clone());
        }
        None
    }
}

pub(super) struct Cache<'a, 'b>(pub(super) &'b Known<'a>);

/// Reads the bytes of a `str` off its hash: the trait of the library hides them behind `Borrow`.
#[derive(Default)]
struct Listening(Vec<u8>);

impl std::hash::Hasher for Listening {
    fn finish(&self) -> u64 {
        0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
    fn write_u8(&mut self, _end: u8) {}
    fn write_usize(&mut self, _length: usize) {}
}

fn named<Q: Hash + ?Sized>(name: &Q) -> Option<String> {
    let mut listening = Listening::default();
    name.hash(&mut listening);
    let text = String::from_utf8(listening.0).ok()?;
    Some(text.trim_end_matches('.').to_lowercase())
}

impl ResolverCache<Box<str>, Txt> for Cache<'_, '_> {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let name = named(name)?;
        Some(match self.0.ask(&Question::Texts(name.clone())) {
            Some(Answer::Texts(texts)) => read_text(&name, texts),
            Some(Answer::Nothing) => Txt::Error(Error::DnsRecordNotFound(ResponseCode::NXDomain)),
            _ => Txt::Error(Error::DnsError("not asked yet".to_owned())),
        })
    }
    fn remove<Q>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }
    fn insert(&self, _: Box<str>, _: Txt, _: Instant) {}
}

/// The first of the texts that is what is looked for at such a name.
fn read_text(name: &str, texts: &[String]) -> Txt {
    let mut last = Txt::Error(Error::InvalidRecordType);
    for text in texts.iter().map(String::as_bytes) {
        let read = if name.contains("._domainkey.") {
            DomainKey::parse(text).map(|key| Txt::DomainKey(Arc::new(key)))
        } else if name.starts_with("_dmarc.") {
            Dmarc::parse(text).map(|record| Txt::Dmarc(Arc::new(record)))
        } else {
            Spf::parse(text).map(|record| Txt::Spf(Arc::new(record)))
        };
        match read {
            Ok(txt) => return txt,
            Err(error) => last = Txt::Error(error),
        }
    }
    last
}

fn set<T>(all: Vec<T>) -> RecordSet<T> {
    RecordSet { rrset: all.into(), dnssec_status: mail_auth::DnssecStatus::Indeterminate }
}

macro_rules! addresses {
    ($kind:ty, $question:path, $variant:path) => {
        impl ResolverCache<Box<str>, RecordSet<$kind>> for Cache<'_, '_> {
            fn get<Q>(&self, name: &Q) -> Option<RecordSet<$kind>>
            where
                Box<str>: Borrow<Q>,
                Q: Hash + Eq + ?Sized,
            {
                let name = named(name)?;
                let found = match self.0.ask(&$question(name)) {
                    Some(Answer::Addresses(all)) => all.as_slice(),
                    _ => &[],
                };
                let own = found.iter().filter_map(|ip| if let $variant(ip) = ip { Some(*ip) } else { None });
                Some(set(own.collect()))
            }
            fn remove<Q>(&self, _: &Q) -> Option<RecordSet<$kind>>
            where
                Box<str>: Borrow<Q>,
                Q: Hash + Eq + ?Sized,
            {
                None
            }
            fn insert(&self, _: Box<str>, _: RecordSet<$kind>, _: Instant) {}
        }
    };
}
addresses!(Ipv4Addr, Question::V4, IpAddr::V4);
addresses!(Ipv6Addr, Question::V6, IpAddr::V6);

impl ResolverCache<Box<str>, RecordSet<MX>> for Cache<'_, '_> {
    fn get<Q>(&self, name: &Q) -> Option<RecordSet<MX>>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let name = named(name)?;
        let found = match self.0.ask(&Question::Hosts(name)) {
            Some(Answer::Hosts(all)) => all.as_slice(),
            _ => &[],
        };
        let hosts = found.iter().map(|(preference, host)| MX {
            exchanges: vec![host.clone().into_boxed_str()].into_boxed_slice(),
            preference: *preference,
        });
        Some(set(hosts.collect()))
    }
    fn remove<Q>(&self, _: &Q) -> Option<RecordSet<MX>>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }
    fn insert(&self, _: Box<str>, _: RecordSet<MX>, _: Instant) {}
}

/// Names of addresses are not asked: SPF's `ptr` should not be used (RFC 7208 §5.5).
impl ResolverCache<IpAddr, RecordSet<Box<str>>> for Cache<'_, '_> {
    fn get<Q>(&self, _: &Q) -> Option<RecordSet<Box<str>>>
    where
        IpAddr: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        Some(set(Vec::new()))
    }
    fn remove<Q>(&self, _: &Q) -> Option<RecordSet<Box<str>>>
    where
        IpAddr: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }
    fn insert(&self, _: IpAddr, _: RecordSet<Box<str>>, _: Instant) {}
}
