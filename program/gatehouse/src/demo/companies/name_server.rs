//! The name server of the demo, on this machine: it knows the records of the demo's companies, and of nobody else. So loading and looking again
//! later ask nobody outside, and the pages say the same on every machine.

use gatehouse_core::Fault;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

/// Lengths and numbers of RFC 1035 §4.1.
const HEAD: usize = 12;
const TYPE_AND_CLASS: usize = 4;
const NO_SUCH_NAME: u8 = 3;

type Records = Arc<Mutex<BTreeMap<String, String>>>;

/// The server; it ends when it is dropped.
pub(in crate::demo) struct NameServer {
    address: SocketAddr,
    records: Records,
    task: JoinHandle<()>,
}

impl NameServer {
    /// Starts it without a record.
    pub(in crate::demo) async fn start() -> Result<Self, Fault> {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let (address, records) = (socket.local_addr()?, Records::default());
        let known = Arc::clone(&records);
        let task = tokio::spawn(async move {
            let mut question = [0; 1_500];
            while let Ok((length, from)) = socket.recv_from(&mut question).await {
                let answer = question.get(..length).and_then(|question| answered(question, &known));
                if let Some(answer) = answer {
                    // Whoever asked asks again when it is lost.
                    socket.send_to(&answer, from).await.ok();
                }
            }
        });
        Ok(Self { address, records, task })
    }

    /// Where it is asked.
    pub(in crate::demo) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on this name has this TXT record.
    pub(in crate::demo) fn set(&self, name: &str, text: String) {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.insert(name.to_ascii_lowercase(), text);
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The question again, and the record of its name; `None` for what is no question.
fn answered(message: &[u8], records: &Records) -> Option<Vec<u8>> {
    let (name, end) = name_of(message)?;
    let question = message.get(HEAD..end.checked_add(TYPE_AND_CLASS)?)?;
    let known = records.lock().unwrap_or_else(PoisonError::into_inner);
    let text = known.get(&name).and_then(|text| Some((u8::try_from(text.len()).ok()?, text)));
    let (code, count) = if text.is_some() { (0, 1) } else { (NO_SUCH_NAME, 0) };
    let mut answer = message.get(..2)?.to_vec();
    answer.extend([0x81, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0]);
    answer.extend(question);
    if let Some((length, text)) = text {
        // The name of the question; TXT, of the Internet, for a minute; one string.
        answer.extend([0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60]);
        answer.extend((u16::from(length) + 1).to_be_bytes());
        answer.push(length);
        answer.extend(text.as_bytes());
    }
    Some(answer)
}

/// The name that is asked for, in lower case, and where it ends.
fn name_of(message: &[u8]) -> Option<(String, usize)> {
    let (mut at, mut labels) = (HEAD, Vec::new());
    loop {
        let length = usize::from(*message.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        let label = message.get(at..at + length)?;
        labels.push(String::from_utf8_lossy(label).to_ascii_lowercase());
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::{NameServer, Records, answered};

    fn question(name: &str) -> Vec<u8> {
        let mut bytes = vec![7, 9, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        for label in name.split('.') {
            bytes.push(u8::try_from(label.len()).unwrap());
            bytes.extend(label.as_bytes());
        }
        bytes.extend([0, 0, 16, 0, 1]);
        bytes
    }

    #[tokio::test]
    async fn it_knows_its_records_whatever_their_case_and_nothing_else() {
        let server = NameServer::start().await.unwrap();
        server.set("a.mihon.test", "a record".into());
        let known = answered(&question("A.mihon.TEST"), &server.records).unwrap();
        assert!(known.starts_with(&[7, 9, 0x81, 0x80, 0, 1, 0, 1]) && known.ends_with(b"\x08a record"));
        let other = answered(&question("b.mihon.test"), &server.records).unwrap();
        assert!(other.starts_with(&[7, 9, 0x81, 0x83, 0, 1, 0, 0]));
        assert!(server.address().ip().is_loopback());
    }

    #[test]
    fn what_is_no_question_has_no_answer() {
        let whole = question("a.mihon.test");
        for length in 0..whole.len() {
            assert_eq!(answered(&whole[..length], &Records::default()), None, "{length}");
        }
    }
}
