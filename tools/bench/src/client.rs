//! A small HTTP/1.1 client: one kept-alive connection, ready-made request bytes, answers with a known length.

use gatehouse_core::Fault;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The longest head of an answer, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// One connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, until the next question.
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Status line and header lines.
    pub head: &'a str,
    /// The body.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// The values of a header, in order; `name` in lower case.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head.lines().skip(1).filter_map(move |line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// A fault that quotes the answer, for one that was not expected.
    pub fn unexpected(&self, what: &str) -> Fault {
        let text: String = String::from_utf8_lossy(self.body).chars().take(400).collect();
        Fault::new(format!("{what} was answered with {}: {text}", self.status))
    }
}

impl Connection {
    /// Connects; small packets are sent at once.
    pub async fn open(address: SocketAddr) -> Result<Self, Fault> {
        #[expect(clippy::disallowed_methods, reason = "the bench is a client of its own server")]
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(32 * 1024) })
    }

    /// Sends a whole request and reads the whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>, Fault> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            self.more().await?;
            if let Some(end) = end_of_head(&self.buffer) {
                break end;
            }
            if self.buffer.len() > LONGEST_HEAD {
                return Err(Fault::new("an answer's head does not end"));
            }
        };
        let (status, length) = read_head(&self.buffer[..head])?;
        while self.buffer.len() < head + length {
            self.more().await?;
        }
        let text = std::str::from_utf8(&self.buffer[..head])?;
        Ok(Answer { status, head: text, body: &self.buffer[head..head + length] })
    }

    /// Sends the head of a request whose body follows.
    pub async fn send(&mut self, head: &[u8]) -> Result<(), Fault> {
        Ok(self.stream.write_all(head).await?)
    }

    async fn more(&mut self) -> Result<(), Fault> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(Fault::new("the server closed the connection")),
            _ => Ok(()),
        }
    }
}

/// Where the body begins.
fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|place| place + 4)
}

/// Status and length of the body.
fn read_head(head: &[u8]) -> Result<(u16, usize), Fault> {
    let text = std::str::from_utf8(head)?;
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let status: u16 = status.ok_or_else(|| Fault::new("the answer is not HTTP"))?;
    let mut length = None;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            length = Some(value.trim().parse()?);
        }
    }
    match length {
        Some(length) => Ok((status, length)),
        None if status == 204 || status == 304 => Ok((status, 0)),
        None => Err(Fault::new("an answer without Content-Length: this client reads no chunks")),
    }
}

/// The bytes of a GET.
pub fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}\r\n").into_bytes()
}

/// The bytes of a POST; `headers` are whole lines.
pub fn post(path: &str, kind: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n{headers}\r\n\
         {body}"
    )
    .into_bytes()
}

/// The bytes of a form as a browser sends it from one of our own pages; pages take no other (ALL-4).
pub fn form(path: &str, headers: &str, body: &str) -> Vec<u8> {
    let headers = format!("sec-fetch-site: same-origin\r\n{headers}");
    post(path, "application/x-www-form-urlencoded", &headers, body)
}

#[cfg(test)]
mod tests {
    use super::{form, get, post, read_head};

    #[test]
    fn the_length_is_found_in_any_case() {
        assert_eq!(read_head(b"HTTP/1.1 201 Created\r\nContent-Length: 12\r\n\r\n").unwrap(), (201, 12));
        assert_eq!(read_head(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap(), (204, 0));
        assert!(read_head(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
        assert!(read_head(b"SSH-2.0\r\n\r\n").is_err());
    }

    #[test]
    fn requests_are_whole() {
        assert_eq!(get("/a", "x: y\r\n"), b"GET /a HTTP/1.1\r\nhost: 127.0.0.1\r\nx: y\r\n\r\n");
        assert!(post("/a", "text/plain", "", "body").ends_with(b"content-length: 4\r\n\r\nbody"));
        assert!(form("/a", "", "b=c").ends_with(b"content-length: 3\r\nsec-fetch-site: same-origin\r\n\r\nb=c"));
    }
}
