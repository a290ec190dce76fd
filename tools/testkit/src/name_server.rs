//! A small name server on this machine, over UDP and TCP at one port, that says what it is told: records, none, failures, and what only
//! a server says that means harm. Its messages are made by hand, so that they can be wrong.
#![allow(clippy::disallowed_methods, reason = "the tests are the other end of the connections")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UdpSocket};

const NO_ERROR: u8 = 0;
/// RFC 1035 §4.1.1.
pub const SERVFAIL: u8 = 2;
/// The same.
pub const NXDOMAIN: u8 = 3;
/// The same.
pub const REFUSED: u8 = 5;

/// What it says to every question.
#[derive(Clone, Debug)]
pub enum Says {
    /// These TXT records.
    Texts(Vec<String>),
    /// One TXT record of these strings.
    Strings(Vec<String>),
    /// A CNAME to this name, and these TXT records of it.
    Alias(String, Vec<String>),
    /// TXT records of another name than was asked for.
    OfAnother(String, Vec<String>),
    /// The name has other records.
    NoRecords,
    /// No record, and other servers that ought to be asked.
    Referral,
    /// This code.
    Code(u8),
    /// Nothing.
    Silence,
    /// Over UDP that the answer is too long for it, and these records over TCP.
    Truncated(Vec<String>),
    /// That the answer is too long, over TCP too.
    TruncatedForEver,
    /// First, from a forger who does not know the question's number, these records; then that there is no such name.
    ForgedNumber(Vec<String>),
    /// First, from a forger who does not know the name, these records; then that there is no such name.
    ForgedName(Vec<String>),
    /// These records, and the question in lower case: a forger who does not know the case of its letters. The truth over TCP: no such name.
    ForgedCase(Vec<String>),
    /// No DNS message.
    Garbage,
    /// This code once, then these records.
    Late(u8, Vec<String>),
}

#[derive(Default)]
struct Inside {
    says: Option<Says>,
    asked: Vec<(String, bool)>,
}

/// The server.
#[derive(Clone)]
pub struct NameServer {
    inside: Arc<Mutex<Inside>>,
    address: SocketAddr,
}

/// A question as it came.
struct Question<'a> {
    id: [u8; 2],
    /// Name, type and class.
    bytes: &'a [u8],
    name: String,
}

fn question(message: &[u8]) -> Option<Question<'_>> {
    let (id, mut at, mut labels) = (*message.first_chunk::<2>()?, 12, Vec::new());
    loop {
        let length = usize::from(*message.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(message.get(at..at + length)?).into_owned());
        at += length;
    }
    Some(Question { id, bytes: message.get(12..at + 4)?, name: labels.join(".") })
}

fn name(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for label in text.split('.') {
        bytes.push(u8::try_from(label.len()).unwrap());
        bytes.extend(label.as_bytes());
    }
    bytes.push(0);
    bytes
}

fn record(owner: &[u8], kind: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap().to_be_bytes();
    [owner, &[0, kind, 0, 1, 0, 0, 0, 60], &length, data].concat()
}

/// The name of the question, by its place in the message (RFC 1035 §4.1.4).
const ASKED: [u8; 2] = [0xc0, 12];
const NS: u8 = 2;
const CNAME: u8 = 5;
const SOA: u8 = 6;
const TXT: u8 = 16;

fn strings(strings: &[&[u8]]) -> Vec<u8> {
    strings.iter().flat_map(|text| [&[u8::try_from(text.len()).unwrap()], *text].concat()).collect()
}

fn texts(owner: &[u8], all: &[String]) -> Vec<Vec<u8>> {
    all.iter().map(|text| record(owner, TXT, &strings(&text.as_bytes().chunks(255).collect::<Vec<_>>()))).collect()
}

fn message(asked: &Question<'_>, code: u8, truncated: bool, answers: &[Vec<u8>], authority: &[Vec<u8>]) -> Vec<u8> {
    let count = |records: &[Vec<u8>]| u16::try_from(records.len()).unwrap().to_be_bytes();
    let head = [&asked.id[..], &[0x81 | u8::from(truncated) << 1, 0x80 | code, 0, 1]].concat();
    [
        head,
        count(answers).into(),
        count(authority).into(),
        vec![0, 0],
        asked.bytes.into(),
        answers.concat(),
        authority.concat(),
    ]
    .concat()
}

fn none(asked: &Question<'_>, code: u8) -> Vec<u8> {
    let soa = record(&ASKED, SOA, &[&[0, 0][..], &[0; 20]].concat());
    message(asked, code, false, &[], &[soa])
}

fn plain(asked: &Question<'_>, all: &[String]) -> Vec<u8> {
    message(asked, NO_ERROR, false, &texts(&ASKED, all), &[])
}

/// The messages that are sent, in their order.
fn answers(asked: &Question<'_>, says: &Says, over_tcp: bool, before: usize) -> Vec<Vec<u8>> {
    let cut = || message(asked, NO_ERROR, true, &[], &[]);
    match says {
        Says::Texts(all) => vec![plain(asked, all)],
        Says::Strings(all) => {
            let data = strings(&all.iter().map(String::as_bytes).collect::<Vec<_>>());
            vec![message(asked, NO_ERROR, false, &[record(&ASKED, TXT, &data)], &[])]
        }
        Says::Alias(target, all) => {
            let mut records = vec![record(&ASKED, CNAME, &name(target))];
            records.extend(texts(&name(target), all));
            vec![message(asked, NO_ERROR, false, &records, &[])]
        }
        Says::OfAnother(other, all) => vec![message(asked, NO_ERROR, false, &texts(&name(other), all), &[])],
        Says::NoRecords => vec![none(asked, NO_ERROR)],
        Says::Referral => {
            let server = record(&name("example"), NS, &name("ns.example"));
            vec![message(asked, NO_ERROR, false, &[], &[server])]
        }
        Says::Code(NXDOMAIN) => vec![none(asked, NXDOMAIN)],
        Says::Code(code) => vec![message(asked, *code, false, &[], &[])],
        Says::Silence => Vec::new(),
        Says::Truncated(all) if over_tcp => vec![plain(asked, all)],
        Says::Truncated(_) | Says::TruncatedForEver => vec![cut()],
        Says::ForgedNumber(all) if !over_tcp => {
            let id = u16::from_be_bytes(asked.id).wrapping_add(1).to_be_bytes();
            let forged = Question { id, bytes: asked.bytes, name: String::new() };
            vec![plain(&forged, all), none(asked, NXDOMAIN)]
        }
        Says::ForgedName(all) if !over_tcp => {
            let bytes = [name("_gatehouse-challenge.evil.example"), vec![0, TXT, 0, 1]].concat();
            vec![plain(&Question { id: asked.id, bytes: &bytes, name: String::new() }, all), none(asked, NXDOMAIN)]
        }
        Says::ForgedCase(all) if !over_tcp => {
            let bytes = asked.bytes.to_ascii_lowercase();
            vec![plain(&Question { id: asked.id, bytes: &bytes, name: String::new() }, all)]
        }
        Says::ForgedNumber(_) | Says::ForgedName(_) | Says::ForgedCase(_) => vec![none(asked, NXDOMAIN)],
        Says::Garbage => vec![[&asked.id[..], &[0xff; 40]].concat()],
        Says::Late(code, _) if before == 0 => vec![message(asked, *code, false, &[], &[])],
        Says::Late(_, all) => vec![plain(asked, all)],
    }
}

impl NameServer {
    /// Starts one on a free port of this machine. It says nothing until it is told what.
    pub async fn start() -> Self {
        let (tcp, udp) = loop {
            let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
            // The same port may be taken over UDP.
            if let Ok(udp) = UdpSocket::bind(tcp.local_addr().unwrap()).await {
                break (tcp, udp);
            }
        };
        let server = Self { inside: Arc::default(), address: tcp.local_addr().unwrap() };
        tokio::spawn(server.clone().over_udp(udp));
        tokio::spawn(server.clone().over_tcp(tcp));
        server
    }

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it says from now on.
    pub fn says(&self, says: Says) {
        self.inside(|inside| *inside = Inside { says: Some(says), asked: Vec::new() });
    }

    /// What it was asked since, and whether over TCP.
    pub fn asked(&self) -> Vec<(String, bool)> {
        self.inside(|inside| inside.asked.clone())
    }

    fn inside<T>(&self, work: impl FnOnce(&mut Inside) -> T) -> T {
        work(&mut self.inside.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn answers(&self, asked: &[u8], over_tcp: bool) -> Vec<Vec<u8>> {
        let Some(asked) = question(asked) else { return Vec::new() };
        self.inside(|inside| {
            let before = inside.asked.len();
            inside.asked.push((asked.name.to_ascii_lowercase(), over_tcp));
            inside.says.as_ref().map(|says| answers(&asked, says, over_tcp, before)).unwrap_or_default()
        })
    }

    async fn over_udp(self, socket: UdpSocket) {
        let mut bytes = [0; 4096];
        while let Ok((length, from)) = socket.recv_from(&mut bytes).await {
            for answer in self.answers(&bytes[..length], false) {
                // A datagram that is too long for the network is one that never comes.
                if socket.send_to(&answer, from).await.is_err() {
                    break;
                }
            }
        }
    }

    async fn over_tcp(self, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(self.clone().converse(stream));
        }
    }

    async fn converse(self, mut stream: TcpStream) {
        while let Ok(length) = stream.read_u16().await {
            let mut asked = vec![0; usize::from(length)];
            if stream.read_exact(&mut asked).await.is_err() {
                return;
            }
            let answers = self.answers(&asked, true);
            if answers.is_empty() {
                // The connection stays, and nothing comes.
                std::future::pending::<()>().await;
            }
            for answer in answers {
                let length = u16::try_from(answer.len()).expect("an answer fits into a message");
                if stream.write_all(&[&length.to_be_bytes(), &answer[..]].concat()).await.is_err() {
                    return;
                }
            }
        }
    }
}
