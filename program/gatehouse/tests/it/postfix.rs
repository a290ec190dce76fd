//! A real Postfix in front of the program, set up as the guide for operators says: it brings mails by LMTP, keeps what comes while the program is down,
//! and sends back what is too large with our words about where large files go (SUP-13).

use crate::kill::Sink;
use crate::kill_mail::{GENERAL, place, rows, wait_until, with_names};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const AUTHOR: &str = "author@mail.example";
const UPLOADS: &str = "https://portal.example/support/upload";

/// The services that bring mails; none of them changes its root folder.
const SERVICES: &str = "pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
";

/// A Postfix with a folder and a port of its own; it stops with this.
struct Postfix {
    folder: tempfile::TempDir,
    program: PathBuf,
    port: u16,
}

impl Postfix {
    /// The program, or why there is none.
    fn program() -> Result<PathBuf, &'static str> {
        let user = Command::new("id").arg("-u").output().unwrap().stdout;
        if user.trim_ascii() != b"0" {
            return Err("Postfix is started by root alone");
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
        let program = folders.map(|folder| folder.join("postfix")).find(|program| program.is_file());
        program.filter(|_| Path::new("/etc/postfix").is_dir()).ok_or("Postfix is not installed")
    }

    /// `lmtp`: the port of the program. `next`: where mails to others go.
    fn start(program: PathBuf, lmtp: u16, next: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let postfix = Self { folder, program, port };
        let place = postfix.folder.path();
        // Its own user has to get through, and to write there.
        std::fs::set_permissions(place, std::fs::Permissions::from_mode(0o755)).unwrap();
        let said = place.display();
        let made = Command::new("sh")
            .args([
                "-ec",
                &format!("cp -a /etc/postfix {said}/etc; mkdir {said}/queue {said}/data; chown postfix {said}/data"),
            ])
            .status();
        assert!(made.unwrap().success());
        let main = format!(
            "compatibility_level = 3.6
queue_directory = {said}/queue
data_directory = {said}/data
maillog_file = {said}/log
maillog_file_prefixes = {said}
myhostname = mx.portal.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
notify_classes =
relayhost = [127.0.0.1]:{next}
smtp_dns_support_level = disabled
smtp_tls_security_level = none
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject
virtual_mailbox_domains = portal.example
virtual_mailbox_maps = inline:{{ {{ support@portal.example = gatehouse }}, {{ bounce@portal.example = gatehouse }} }}
transport_maps = inline:{{ {{ portal.example = lmtp:inet:127.0.0.1:{lmtp} }} }}
virtual_transport = error:no mailboxes here
lmtp_send_xforward_command = yes
recipient_delimiter = +
message_size_limit = 52428800
"
        );
        std::fs::write(place.join("etc/main.cf"), main).unwrap();
        let services = format!("127.0.0.1:{port} inet n - n - - smtpd\n{SERVICES}");
        std::fs::write(place.join("etc/master.cf"), services).unwrap();
        assert!(postfix.does("start"), "it does not start: {}", postfix.log());
        wait_until("Postfix", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        postfix
    }

    /// `postfix -c FOLDER COMMAND`.
    fn does(&self, command: &str) -> bool {
        let said = std::fs::File::create(self.folder.path().join("said")).unwrap();
        let mut postfix = Command::new(&self.program);
        postfix.arg("-c").arg(self.folder.path().join("etc")).arg(command);
        postfix.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said).status().unwrap().success()
    }

    fn log(&self) -> String {
        let read = |name: &str| std::fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        read("said") + &read("log")
    }

    /// Hands a mail over, as a mail program does.
    fn send(&self, to: &str, mail: &str) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let mut answers = BufReader::new(stream.try_clone().unwrap());
        let envelope = format!("MAIL FROM:<{AUTHOR}>\r\n");
        let to = format!("RCPT TO:<{to}>\r\n");
        let mail = format!("{mail}.\r\n");
        for line in ["", "EHLO client.mail.example\r\n", &envelope, &to, "DATA\r\n", &mail] {
            stream.write_all(line.as_bytes()).unwrap();
            let mut answer = String::new();
            while answer.as_bytes().get(3) != Some(&b' ') {
                answer.clear();
                assert!(answers.read_line(&mut answer).unwrap() > 0, "Postfix went away: {}", self.log());
            }
            assert!(matches!(answer.as_bytes()[0], b'2' | b'3'), "{answer}");
        }
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        if !self.does("stop") {
            eprintln!("Postfix does not stop: {}", self.log());
        }
    }
}

fn letter(n: usize, text: &str) -> String {
    format!(
        "From: {AUTHOR}\r\nTo: {GENERAL}\r\nSubject: Mail {n}\r\nMessage-ID: <{n}@mail.example>\r\n\
         Date: Sat, 21 Nov 2026 12:00:00 +0000\r\n\r\n{text}\r\n"
    )
}

/// SUP-13
#[test]
fn a_real_postfix_brings_mails_and_sends_back_what_is_too_large_with_the_page_for_large_files() {
    let program = match Postfix::program() {
        Ok(program) => program,
        Err(why) => {
            eprintln!("skipped: {why}");
            return;
        }
    };
    let (sink, (_runtime, names)) = (Sink::start(), with_names());
    let (place, lmtp) = place(&sink, &names);
    let place = place.set("INBOX__UPLOAD_PAGE", UPLOADS);
    let config = place.database();
    let requests = || rows(&config, "select count(*) as n from request");
    let server = place.serve(&[]);
    let postfix = Postfix::start(program, lmtp, sink.port);

    postfix.send(GENERAL, &letter(1, "Where is my license?"));
    wait_until("the first mail", || requests() == 1);

    // More than 30 MiB, and less than what Postfix takes: it is ours to refuse, and its author reads why.
    let line = format!("{}\r\n", "A".repeat(76));
    postfix.send(GENERAL, &letter(2, &line.repeat(36 * 1024 * 1024 / line.len())));
    let sent_back = || {
        let received = sink.received.lock().unwrap();
        let mut mails = received.iter().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        mails.find(|mail| mail["subject"].as_str().is_some_and(|subject| subject.starts_with("Undelivered")))
    };
    wait_until("what is sent back", || sent_back().is_some());
    let report = sent_back().unwrap();
    assert_eq!(report["to"][0], AUTHOR);
    let text = report["text"].as_str().unwrap();
    assert!(text.contains("5.3.4") && text.contains(UPLOADS), "{text}");
    assert_eq!(rows(&config, "select count(*) as n from incoming_mail"), 1, "nothing of it is left");

    // What comes while the program is down waits at Postfix.
    server.kill();
    postfix.send("support+with.more@portal.example", &letter(3, "Is anybody there?"));
    wait_until("a try in vain", || postfix.log().contains("status=deferred"));
    let server = place.serve(&[]);
    assert!(postfix.does("flush"), "{}", postfix.log());
    wait_until("the third mail", || requests() == 2);
    assert_eq!(rows(&config, "select count(*) as n from incoming_mail"), 2);
    assert_eq!(server.stop(), Some(0));
}
