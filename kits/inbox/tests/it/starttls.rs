//! STARTTLS: what was said before it does not count, and nothing is slipped into it.

use crate::fixture::GENERAL;
use crate::letter::Letter;
use crate::world::{Keeper, rows, world_of};
use gatehouse_inbox::smtp::{self, Protocol};
use gatehouse_listen::Port;
use gatehouse_testkit::TestEngine;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsConnector;

async fn reply<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>) -> String {
    let mut whole = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return whole;
        }
        let is_last = line.as_bytes().get(3) != Some(&b'-');
        whole.push_str(&line);
        if is_last {
            return whole;
        }
    }
}

async fn say<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, line: &str) -> String {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
    stream.get_mut().flush().await.unwrap();
    reply(stream).await
}

/// SUP-13, RFC 3207 §4.2
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_said_before_tls_does_not_count() {
    let world = world_of(TestEngine::Sqlite, Keeper::default()).await;
    let certified = rcgen::generate_simple_self_signed(vec!["mx.portal.example".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    std::fs::write(&chain, certified.cert.pem()).unwrap();
    std::fs::write(&key, certified.signing_key.serialize_pem()).unwrap();
    let acceptor = smtp::tls(&chain, &key).unwrap();
    assert!(smtp::tls(&key, &chain).is_err(), "a key is no certificate");
    let port = Port::open("test", SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let address = port.address().unwrap();
    let (_stop, stopped) = watch::channel(false);
    let app = Arc::clone(&world.app);
    tokio::spawn(async move { smtp::serve(app, port, Protocol::Smtp, Some(acceptor), stopped).await });

    let mut plain = BufReader::new(TcpStream::connect(address).await.unwrap());
    reply(&mut plain).await;
    assert!(say(&mut plain, "EHLO a.example").await.contains("STARTTLS"));
    assert!(say(&mut plain, "MAIL FROM:<eve@x.example>").await.starts_with("250"));
    // A command behind it, in the same packet: it was not said under TLS.
    plain.get_mut().write_all(b"STARTTLS\r\nRCPT TO:<support@portal.example>\r\n").await.unwrap();
    assert!(reply(&mut plain).await.starts_with("220"));
    let mut roots = RootCertStore::empty();
    roots.add(certified.cert.der().clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("mx.portal.example").unwrap();
    let tls = TlsConnector::from(Arc::new(config)).connect(name, plain.into_inner()).await.unwrap();
    let mut tls = BufReader::new(tls);
    assert!(say(&mut tls, "DATA").await.starts_with("503"), "sender and recipient are forgotten");
    let hello = say(&mut tls, "EHLO a.example").await;
    assert!(hello.starts_with("250") && !hello.contains("STARTTLS"), "{hello}");
    assert!(say(&mut tls, "STARTTLS").await.starts_with("500"));
    assert!(say(&mut tls, "MAIL FROM:<alice@cust.example>").await.starts_with("250"));
    assert!(say(&mut tls, &format!("RCPT TO:<{GENERAL}>")).await.starts_with("250"));
    assert!(say(&mut tls, "DATA").await.starts_with("354"));
    let mail = [Letter::new("Hello").text("T").build(), b".".to_vec()].concat();
    assert!(say(&mut tls, &String::from_utf8(mail).unwrap()).await.starts_with("250"));
    assert_eq!(rows(&world.cx()).await.len(), 1);
}
