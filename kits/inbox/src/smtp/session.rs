//! One connection.

use super::budget;
use super::command::{self, Command, Hello};
use super::lines::{Line, Lines};
use super::reply::{self, Reply};
use super::transfer::{Ended, feed};
use super::{MOST_ERRORS, MOST_IDLE, MOST_MAILS, MOST_READ, MOST_RECIPIENTS};
use crate::keep::{Coming, Taken, take};
use crate::mail::Envelope;
use crate::marks;
use crate::parser::MOST_BYTES;
use crate::settings::Inbox;
use crate::tables::incoming_mail::Door;
use axum::body::Bytes;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_listen::raw::{Connection, Waits};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

/// Which of both is spoken at a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// With a mail server of the operator: others are not let in.
    Lmtp,
    /// With anybody who can reach the port.
    Smtp,
}

struct Session {
    cx: Cx,
    inbox: Arc<Inbox>,
    protocol: Protocol,
    tls: Option<TlsAcceptor>,
    lines: Lines,
    waits: Waits,
    /// The client's address.
    peer: IpAddr,
    /// The operator's own mail server: what it says of where a mail came from is believed.
    is_peer: bool,
    is_encrypted: bool,
    greeted: Option<String>,
    forwarded: (Option<IpAddr>, Option<String>),
    from: Option<String>,
    to: Vec<String>,
    mails: usize,
    errors: usize,
    idle: usize,
}

/// Whether the connection goes on.
enum Next {
    Go(Vec<Reply>),
    Tls,
    End(Reply),
    Gone,
}

/// Serves a connection to its end.
pub(crate) async fn run(
    cx: Cx,
    inbox: Arc<Inbox>,
    protocol: Protocol,
    tls: Option<TlsAcceptor>,
    connection: Connection,
) {
    let Connection { tcp, peer, waits } = connection;
    let peer = peer.ip().to_canonical();
    let is_peer = inbox.is_peer(peer);
    if let Err(error) = tcp.set_nodelay(true) {
        tracing::debug!(%error, "a connection waits before it sends");
    }
    let session = Session {
        cx,
        inbox,
        protocol,
        tls,
        lines: Lines::new(Box::new(tcp)),
        waits,
        peer,
        is_peer,
        is_encrypted: false,
        greeted: None,
        forwarded: (None, None),
        from: None,
        to: Vec::new(),
        mails: 0,
        errors: 0,
        idle: 0,
    };
    if let Err(error) = session.speak().await {
        tracing::debug!(%error, "a mail server's connection ended early");
    }
}

impl Session {
    async fn speak(mut self) -> io::Result<()> {
        if self.protocol == Protocol::Lmtp && !self.is_peer {
            self.say(&[reply::closing("Not for you")]).await?;
            self.lines.close().await;
            return Ok(());
        }
        let word = if self.protocol == Protocol::Lmtp { "LMTP" } else { "ESMTP" };
        let greeting = Reply::new(220, format!("{} {word}", self.inbox.host));
        self.say(&[greeting]).await?;
        loop {
            self.waits.for_client();
            let line = self.lines.next().await;
            self.waits.for_us();
            let next = match line {
                Line::Gone => Next::Gone,
                Line::Wrong => self.wrong(reply::unknown()),
                Line::Text(text) => {
                    let command = command::read(&text);
                    if self.is_too_idle(&command) {
                        Next::End(reply::closing("Too many commands without a mail"))
                    } else {
                        self.answer(command).await?
                    }
                }
            };
            match next {
                Next::Go(replies) => self.say(&replies).await?,
                Next::Gone => return Ok(()),
                Next::End(last) => {
                    self.say(&[last]).await?;
                    self.lines.close().await;
                    return Ok(());
                }
                Next::Tls => self = self.encrypted().await?,
            }
        }
    }

    async fn say(&mut self, replies: &[Reply]) -> io::Result<()> {
        let text: String = replies.iter().map(Reply::written).collect();
        self.lines.write(&text).await
    }

    /// Counts a command that brings no mail.
    const fn is_too_idle(&mut self, command: &Command) -> bool {
        if matches!(command, Command::Hello { .. } | Command::Rset | Command::Noop) {
            self.idle += 1;
        }
        self.idle > MOST_IDLE
    }

    fn wrong(&mut self, reply: Reply) -> Next {
        self.errors += 1;
        if self.errors > MOST_ERRORS { Next::End(reply::closing("Too many errors")) } else { Next::Go(vec![reply]) }
    }

    async fn answer(&mut self, command: Command) -> io::Result<Next> {
        let go = |reply: Reply| Ok(Next::Go(vec![reply]));
        match command {
            Command::Hello { word, name } => {
                let fits = (self.protocol == Protocol::Lmtp) == (word == Hello::Lhlo);
                if !fits {
                    return Ok(self.wrong(reply::unknown()));
                }
                self.begin_anew();
                self.greeted = Some(name);
                go(self.hello(word))
            }
            Command::StartTls if self.tls.is_some() && !self.is_encrypted => Ok(Next::Tls),
            Command::Xforward { ip, helo } if self.is_peer && self.greeted.is_some() => {
                self.forwarded.0 = ip.or(self.forwarded.0);
                self.forwarded.1 = helo.or(self.forwarded.1.take());
                go(reply::ok())
            }
            Command::Mail { path, size } => self.mail(path, size),
            Command::Rcpt(path) => Ok(self.rcpt(path)),
            Command::Data => self.data().await,
            Command::Rset => {
                self.begin_anew();
                go(reply::ok())
            }
            Command::Noop => go(reply::ok()),
            Command::Quit => Ok(Next::End(reply::bye())),
            Command::Wrong => Ok(self.wrong(reply::wrong_address())),
            Command::NotOffered => Ok(self.wrong(Reply::new(502, "5.5.1 Not offered"))),
            Command::StartTls | Command::Xforward { .. } | Command::Unknown => Ok(self.wrong(reply::unknown())),
        }
    }

    /// What a mail server knew of where a mail came from is known of that mail alone.
    fn begin_anew(&mut self) {
        self.from = None;
        self.to.clear();
        self.forwarded = (None, None);
    }

    fn hello(&self, word: Hello) -> Reply {
        let mut lines = vec![self.inbox.host.clone()];
        if word != Hello::Helo {
            lines.extend(["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"].map(str::to_owned));
            lines.push(format!("SIZE {MOST_READ}"));
            if self.tls.is_some() && !self.is_encrypted {
                lines.push("STARTTLS".to_owned());
            }
            if self.is_peer {
                lines.push("XFORWARD NAME ADDR PROTO HELO SOURCE".to_owned());
            }
        }
        Reply { code: 250, lines }
    }

    fn mail(&mut self, path: String, size: Option<u64>) -> io::Result<Next> {
        if self.greeted.is_none() || self.from.is_some() {
            return Ok(self.wrong(reply::wrong_order()));
        }
        if size.is_some_and(|bytes| bytes > MOST_BYTES as u64) {
            metrics::counter!("gatehouse_mails_refused_in_total", "why" => "size").increment(1);
            return Ok(Next::Go(vec![reply::too_large(&self.inbox.upload_page)]));
        }
        if self.mails >= MOST_MAILS {
            return Ok(Next::End(reply::closing("Enough for one connection")));
        }
        if !self.is_peer && !budget::admits(&self.cx, self.peer).map_err(|fault| io::Error::other(fault.to_string()))? {
            return Ok(self.wrong(reply::too_often()));
        }
        self.from = Some(path);
        Ok(Next::Go(vec![reply::ok()]))
    }

    fn rcpt(&mut self, path: String) -> Next {
        if self.from.is_none() {
            return self.wrong(reply::wrong_order());
        }
        if self.to.len() >= MOST_RECIPIENTS {
            return Next::Go(vec![reply::too_many()]);
        }
        if marks::addressed(&self.inbox.general, &path).is_none() {
            metrics::counter!("gatehouse_mails_refused_in_total", "why" => "recipient").increment(1);
            return self.wrong(reply::not_here());
        }
        self.to.push(path);
        Next::Go(vec![reply::ok()])
    }

    async fn data(&mut self) -> io::Result<Next> {
        if self.to.is_empty() {
            return Ok(self.wrong(reply::wrong_order()));
        }
        self.say(&[Reply::new(354, "End with a line of a dot")]).await?;
        let envelope = self.envelope();
        let recipients = envelope.to.len();
        self.begin_anew();
        self.mails += 1;
        self.idle = 0;
        let door = if self.protocol == Protocol::Lmtp { Door::Lmtp } else { Door::Smtp };
        let coming = Coming { door, source: None, envelope };
        let (sender, receiver) = mpsc::channel::<Result<Bytes, &'static str>>(4);
        let content = futures::stream::unfold(receiver, |mut receiver| async move {
            receiver.recv().await.map(|piece| (piece, receiver))
        });
        let cx = self.cx.clone();
        let ((ended, seen), taken) = tokio::join!(feed(&mut self.lines, sender), take(&cx, &coming, content));
        if !self.is_peer {
            budget::took(&self.cx, self.peer, seen).map_err(|fault| io::Error::other(fault.to_string()))?;
        }
        if ended == Ended::Gone {
            return Ok(Next::Gone);
        }
        let reply = match taken {
            Ok(Taken::Kept(_) | Taken::Known) => Reply::new(250, "2.0.0 Taken"),
            Ok(Taken::TooLarge) => {
                metrics::counter!("gatehouse_mails_refused_in_total", "why" => "size").increment(1);
                reply::too_large(&self.inbox.upload_page)
            }
            Err(fault) => {
                told(&fault);
                reply::later()
            }
        };
        if ended == Ended::TooMuch {
            return Ok(Next::End(reply));
        }
        // LMTP has a reply for each recipient (RFC 2033 §4.2).
        let times = if self.protocol == Protocol::Lmtp { recipients } else { 1 };
        Ok(Next::Go(vec![reply; times]))
    }

    fn envelope(&self) -> Envelope {
        let from = self.from.clone().unwrap_or_default();
        let (ip, helo) = if self.is_peer { self.forwarded.clone() } else { (Some(self.peer), self.greeted.clone()) };
        Envelope {
            null_path: from.is_empty(),
            from: (!from.is_empty()).then_some(from),
            to: self.to.clone(),
            ip,
            helo: helo.unwrap_or_default(),
        }
    }

    async fn encrypted(mut self) -> io::Result<Self> {
        self.say(&[Reply::new(220, "2.0.0 Ready")]).await?;
        let Self { lines, tls, .. } = self;
        let Some(acceptor) = tls else { return Err(io::Error::other("no TLS")) };
        let stream = tokio::time::timeout(TLS, acceptor.accept(lines.into_stream())).await??;
        // Nothing that was said before holds any more (RFC 3207 §4.2).
        Ok(Self {
            lines: Lines::new(Box::new(stream)),
            tls: Some(acceptor),
            is_encrypted: true,
            greeted: None,
            forwarded: (None, None),
            from: None,
            to: Vec::new(),
            cx: self.cx,
            inbox: self.inbox,
            protocol: self.protocol,
            waits: self.waits,
            peer: self.peer,
            is_peer: self.is_peer,
            mails: self.mails,
            errors: self.errors,
            idle: self.idle,
        })
    }
}

/// The handshake is waited for so long.
const TLS: std::time::Duration = std::time::Duration::from_secs(20);

fn told(fault: &Fault) {
    tracing::error!(error = %fault, "a mail could not be kept; its sender tries again");
}
