//! Reading in the worker itself, with its limits: what breaks it is refused, and the next mail is read.

use crate::corpus;
use crate::fixture::Fixture;
use crate::letter::{Letter, file_part, text_part};
use crate::world::workers;
use gatehouse_guard::Asker;
use gatehouse_inbox::parser::{ALONG, Answer, Asked, MOST_BYTES, PIECE, PartAsked};
use gatehouse_inbox::{MailParser, PartParser};
use gatehouse_worker::{ParserProcess, Unread};

/// security.md §6
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_largest_mails_of_the_corpus_are_read_within_the_limits() {
    let workers = workers();
    let mut all = corpus::all(&Fixture::new());
    all.sort_by_key(|case| std::cmp::Reverse(case.raw.len()));
    for case in all.iter().take(25) {
        let read = workers.parse::<MailParser>(&Asker::program(), &Asked::default(), &case.raw).await.unwrap();
        assert!(read.is_ok(), "{}: {:?}", case.name, read.err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_of_thirty_mebibytes_is_read_and_its_attachment_comes_in_pieces() {
    let workers = workers();
    let content: Vec<u8> = (0..20_u32 << 20).map(|n| u8::try_from(n % 251).unwrap()).collect();
    let letter = Letter::new("Files")
        .parts("mixed", &[text_part("See it."), file_part("a.bin", "application/octet-stream", &content)]);
    let raw = letter.build();
    assert!(raw.len() <= MOST_BYTES && raw.len() > 27 << 20);
    let read = workers.parse::<MailParser>(&Asker::program(), &Asked::default(), &raw).await.unwrap().unwrap();
    assert_eq!(read.found.mail.attachments[0].size, content.len() as u64);
    // One child for all pieces, which has no more memory than for one.
    let (mut got, mut process) = (Vec::new(), ParserProcess::<PartParser>::new());
    while got.len() < content.len() {
        let asked = PartAsked { number: 0, from: got.len() };
        let piece = workers.ask(&mut process, &Asker::program(), &asked, &raw).await.unwrap().unwrap();
        assert!(piece.bytes.len() <= PIECE && piece.found == content.len());
        got.extend_from_slice(&piece.bytes);
    }
    assert!(got == content);
    let beyond = PartAsked { number: 7, from: 0 };
    let none = workers.ask(&mut process, &Asker::program(), &beyond, &raw).await.unwrap();
    assert!(matches!(none, Err(Unread::Refused(_))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn small_attachments_come_along_and_large_ones_do_not() {
    let workers = workers();
    let read = async |contents: &[&[u8]]| {
        let part = |content: &&[u8]| file_part("a.bin", "application/octet-stream", content);
        let parts: Vec<_> = contents.iter().map(part).collect();
        let raw = Letter::new("Files").parts("mixed", &[vec![text_part("See it.")], parts].concat()).build();
        let mut asked = Asked::default();
        loop {
            let read = workers.parse::<MailParser>(&Asker::program(), &asked, &raw).await.unwrap().unwrap();
            if read.found.questions.is_empty() {
                return read;
            }
            assert!(read.bytes.is_empty(), "they come once, with the last answer");
            asked.answers.extend(read.found.questions.into_iter().map(|question| (question, Answer::Nothing)));
        }
    };
    let small = read(&[b"one", b"", b"three"]).await;
    assert_eq!((small.found.along, small.bytes.as_slice()), (vec![3, 0, 5], b"onethree".as_slice()));
    let large = read(&[&vec![7; ALONG], b"x"]).await;
    assert_eq!((large.found.along.len(), large.bytes.len(), large.found.mail.attachments.len()), (0, 0, 2));
    let none = read(&[]).await;
    assert!(none.found.along.is_empty() && none.bytes.is_empty());
}
