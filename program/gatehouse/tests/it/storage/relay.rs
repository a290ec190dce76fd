//! A TCP relay before PostgreSQL that cuts connections in the middle of a commit.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Default)]
struct Plan {
    /// Every such commit is cut; 0: none.
    every: AtomicUsize,
    commits: AtomicUsize,
    cuts: AtomicUsize,
}

/// A relay to a database; its threads end with the test's process.
pub struct Relay {
    url: String,
    plan: Arc<Plan>,
}

impl Relay {
    /// Before the database of this `postgres://` URL.
    pub fn start(url: &str) -> Self {
        let address = url.split_once('@').unwrap().1.split('/').next().unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = url.replace(&address, &listener.local_addr().unwrap().to_string());
        let plan = Arc::<Plan>::default();
        let shared = Arc::clone(&plan);
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = TcpStream::connect(&address) else { continue };
                let (back, forth) = ((server.try_clone().unwrap(), client.try_clone().unwrap()), Arc::clone(&shared));
                std::thread::spawn(move || pass(&back.0, &back.1));
                std::thread::spawn(move || pass_and_cut(&client, &server, &forth));
            }
        });
        Self { url: own, plan }
    }

    /// The database's URL through the relay.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// From now on every `n`th commit is cut; 0: none.
    pub fn cut_every(&self, n: usize) {
        self.plan.every.store(n, Ordering::SeqCst);
    }

    /// How many were cut.
    pub fn cuts(&self) -> usize {
        self.plan.cuts.load(Ordering::SeqCst)
    }
}

fn close(one: &TcpStream, other: &TcpStream) {
    // Closed already is closed.
    drop(one.shutdown(Shutdown::Both));
    drop(other.shutdown(Shutdown::Both));
}

fn pass(mut from: &TcpStream, mut to: &TcpStream) {
    let mut bytes = vec![0; 65_536];
    while let Ok(count) = from.read(&mut bytes) {
        if count == 0 || to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    close(from, to);
}

fn pass_and_cut(mut client: &TcpStream, mut server: &TcpStream, plan: &Plan) {
    let mut bytes = vec![0; 65_536];
    while let Ok(count) = client.read(&mut bytes) {
        let bytes = &bytes[..count];
        let every = plan.every.load(Ordering::SeqCst);
        let is_commit = bytes.windows(7).any(|window| window == b"COMMIT\0");
        if is_commit && every > 0 && plan.commits.fetch_add(1, Ordering::SeqCst) % every == every - 1 {
            let cut = plan.cuts.fetch_add(1, Ordering::SeqCst);
            // By turns: the server hears of the commit but nobody hears of its answer, or it never hears of it.
            if cut.is_multiple_of(2) {
                drop(client.shutdown(Shutdown::Both));
                drop(server.write_all(bytes));
            }
            break;
        }
        if count == 0 || server.write_all(bytes).is_err() {
            break;
        }
    }
    close(client, server);
}
