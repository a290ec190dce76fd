//! Starts real servers and talks to them in PostgreSQL's own protocol.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and is a client of its own server"
)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use pgtest::Server;

fn address(server: &Server) -> String {
    server.url().strip_prefix("postgres://postgres@").unwrap().strip_suffix("/postgres").unwrap().to_owned()
}

/// Signs in as the superuser, asks `query` and gives back all that the server sent until it was ready for more.
fn ask(address: &str, query: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut hello = vec![0, 3, 0, 0];
    hello.extend_from_slice(b"user\0postgres\0database\0postgres\0\0");
    stream.write_all(&u32::try_from(hello.len() + 4).unwrap().to_be_bytes()).unwrap();
    stream.write_all(&hello).unwrap();
    read_until_ready(&mut stream);
    stream.write_all(b"Q").unwrap();
    stream.write_all(&u32::try_from(query.len() + 5).unwrap().to_be_bytes()).unwrap();
    stream.write_all(query.as_bytes()).unwrap();
    stream.write_all(&[0]).unwrap();
    read_until_ready(&mut stream)
}

fn read_until_ready(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    loop {
        let mut head = [0; 5];
        stream.read_exact(&mut head).unwrap();
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize - 4;
        let mut body = vec![0; length];
        stream.read_exact(&mut body).unwrap();
        if head[0] == b'Z' {
            return text;
        }
        text.push_str(&String::from_utf8_lossy(&body));
    }
}

#[test]
fn a_started_server_answers_a_query_and_is_gone_after_the_drop() {
    let server = Server::start().unwrap();
    let address = address(&server);
    assert!(ask(&address, "select 'answer ' || 6 * 7").contains("answer 42"));
    assert!(ask(&address, "show fsync").contains("off"));
    let folder = server.folder().unwrap().to_owned();
    assert!(folder.join("data").is_dir());
    drop(server);
    assert!(TcpStream::connect(&address).is_err(), "the port is closed");
    assert!(!folder.exists(), "the folder is removed");
}

#[test]
fn two_servers_live_side_by_side() {
    let (first, second) = (Server::start().unwrap(), Server::start().unwrap());
    assert_ne!(first.url(), second.url());
    ask(&address(&first), "create table here (a int)");
    assert!(ask(&address(&second), "select count(*) from here").contains("does not exist"));
}

#[test]
fn a_server_can_be_made_durable_for_measurements() {
    let server = Server::start_with(pgtest::Durability::Full).unwrap();
    assert!(ask(&address(&server), "show fsync").contains("on"));
    assert!(ask(&address(&server), "show synchronous_commit").contains("on"));
}

/// The test starts itself once more as the program that is killed.
#[test]
fn the_server_stops_when_its_program_is_killed() {
    if let Ok(path) = std::env::var("PGTEST_WRITE_ADDRESS_TO") {
        let server = Server::start().unwrap();
        std::fs::write(&path, address(&server)).unwrap();
        std::thread::sleep(Duration::from_secs(60));
        return;
    }
    let path = std::env::temp_dir().join(format!("pgtest-address-{}", std::process::id()));
    let mut program = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["the_server_stops_when_its_program_is_killed", "--exact"])
        .env("PGTEST_WRITE_ADDRESS_TO", &path)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let address = wait_for(|| std::fs::read_to_string(&path).ok().filter(|text| !text.is_empty()));
    std::fs::remove_file(&path).unwrap();
    assert!(ask(&address, "select 'alive'").contains("alive"));
    program.kill().unwrap();
    program.wait().unwrap();
    wait_for(|| TcpStream::connect(&address).is_err().then_some(()));
}

fn wait_for<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "nothing came within 30 s");
        std::thread::sleep(Duration::from_millis(50));
    }
}
