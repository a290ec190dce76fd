//! A gateway on this machine that answers as it is told, and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Method, path and protocol.
    pub line: String,
    /// The headers, in lower case.
    pub head: String,
    /// The body.
    pub body: String,
}

pub struct Gateway {
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Gateway {
    /// Answers these statuses and bodies one after the other, and the last one for ever.
    pub async fn start(answers: &[(u16, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let answers: VecDeque<(u16, String)> =
            answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect();
        let (seen, answers) = (Arc::clone(&asked), Arc::new(Mutex::new(answers)));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (seen, answers) = (Arc::clone(&seen), Arc::clone(&answers));
                tokio::spawn(talk(stream, seen, answers));
            }
        });
        Self { url, asked }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn talk(mut stream: TcpStream, seen: Arc<Mutex<Vec<Asked>>>, answers: Arc<Mutex<VecDeque<(u16, String)>>>) {
    let mut bytes = Vec::new();
    let (head, length) = loop {
        let mut part = [0; 4096];
        let read = stream.read(&mut part).await.unwrap_or(0);
        if read == 0 {
            return;
        }
        bytes.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let lower = head.to_lowercase();
            let length = lower.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            break (head.to_owned(), length.unwrap_or(0));
        }
    };
    let begins = head.len() + 4;
    while bytes.len() < begins + length {
        let mut part = [0; 4096];
        let read = stream.read(&mut part).await.unwrap_or(0);
        if read == 0 {
            return;
        }
        bytes.extend_from_slice(&part[..read]);
    }
    let (line, rest) = head.split_once("\r\n").unwrap();
    let body = String::from_utf8(bytes[begins..begins + length].to_vec()).unwrap();
    seen.lock().unwrap().push(Asked { line: line.to_owned(), head: rest.to_lowercase(), body });
    let (status, body) = {
        let mut answers = answers.lock().unwrap();
        let first = answers.front().cloned().unwrap();
        if answers.len() > 1 {
            answers.pop_front();
        }
        first
    };
    let text = format!(
        "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    drop(stream.write_all(text.as_bytes()).await);
}
