//! Asking for what proves a mail: texts, addresses and mail servers, as they come, bounded. By the same rules as [`crate::names`].

use crate::Names;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use std::net::IpAddr;

/// Records of one answer that are kept.
const MOST: usize = 50;
/// Bytes of one text that are kept: a key of 4,096 bits has some 750.
const LONGEST: usize = 4_096;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// TXT.
    Texts,
    /// A.
    V4,
    /// AAAA.
    V6,
    /// MX.
    Hosts,
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Records {
    /// Texts, each with its strings joined.
    Texts(Vec<String>),
    /// Addresses.
    Addresses(Vec<IpAddr>),
    /// Mail servers with their preferences.
    Hosts(Vec<(u16, String)>),
    /// The name has none, or there is no such name.
    Nothing,
    /// Nobody says: ask again later.
    Silence,
}

impl Names {
    /// Asks for records of a name. Takes at most 10 s; never inside a transaction.
    pub async fn records(&self, name: &str, kind: Kind) -> Records {
        tokio::time::timeout(self.whole(), self.ask(name, kind)).await.unwrap_or(Records::Silence)
    }

    async fn ask(&self, name: &str, kind: Kind) -> Records {
        let Ok(mut asked) = Name::from_ascii(name) else { return Records::Nothing };
        asked.set_fqdn(true);
        let Ok(resolver) = self.fresh().await else { return Records::Silence };
        let kind = match kind {
            Kind::Texts => RecordType::TXT,
            Kind::V4 => RecordType::A,
            Kind::V6 => RecordType::AAAA,
            Kind::Hosts => RecordType::MX,
        };
        match resolver.lookup(asked, kind).await {
            Ok(lookup) => of(lookup.answers().iter().map(|record| &record.data)),
            Err(NetError::Dns(DnsError::NoRecordsFound(no)))
                if matches!(no.response_code, ResponseCode::NoError | ResponseCode::NXDomain) =>
            {
                Records::Nothing
            }
            Err(_) => Records::Silence,
        }
    }
}

fn of<'a>(data: impl Iterator<Item = &'a RData>) -> Records {
    let (mut texts, mut addresses, mut hosts) = (Vec::new(), Vec::new(), Vec::new());
    for data in data.take(MOST) {
        match data {
            RData::TXT(text) => {
                let bytes = text.txt_data.concat();
                if bytes.len() <= LONGEST {
                    texts.push(String::from_utf8_lossy(&bytes).into_owned());
                }
            }
            RData::A(address) => addresses.push(IpAddr::V4(address.0)),
            RData::AAAA(address) => addresses.push(IpAddr::V6(address.0)),
            RData::MX(host) => hosts.push((host.preference, host.exchange.to_lowercase().to_ascii())),
            _ => {}
        }
    }
    if !texts.is_empty() {
        Records::Texts(texts)
    } else if !addresses.is_empty() {
        Records::Addresses(addresses)
    } else if !hosts.is_empty() {
        Records::Hosts(hosts)
    } else {
        Records::Nothing
    }
}
