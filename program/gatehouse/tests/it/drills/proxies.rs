//! `proxies`: a real nginx and a real haproxy that keep connections to the server open and share them among clients. One
//! client posts what is refused before it is read; nobody else may notice.

use super::held;
use crate::server::{Place, client};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const FOR: Duration = Duration::from_secs(20);

struct Proxy(Child);

impl Drop for Proxy {
    fn drop(&mut self) {
        // SIGTERM: nginx then takes its workers along.
        drop(Command::new("kill").arg(self.0.id().to_string()).status());
        drop(self.0.wait());
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn nginx(folder: &Path, port: u16, server: &str) -> String {
    let place = folder.display();
    format!(
        "daemon off; pid {place}/nginx.pid; error_log {place}/nginx.log; worker_processes 1;\n\
         events {{ worker_connections 256; }}\n\
         http {{\n  access_log off; client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;\n\
         fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;\n\
         upstream portal {{ server {server}; keepalive 16; }}\n\
         server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://portal; proxy_http_version 1.1;\n\
         proxy_request_buffering off; proxy_set_header Connection \"\"; proxy_set_header Host $http_host; }} }} }}\n"
    )
}

fn haproxy(_: &Path, port: u16, server: &str) -> String {
    format!(
        "defaults\n  mode http\n  timeout connect 2s\n  timeout client 10s\n  timeout server 10s\n  http-reuse always\n\
         listen portal\n  bind 127.0.0.1:{port}\n  server a {server}\n"
    )
}

fn drill(name: &str, file: &str, config: fn(&Path, u16, &str) -> String, arguments: &[&str]) {
    let is_there = Command::new(name).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    assert!(is_there, "{name} is not installed");
    let place = Place::new().set("RATE_LIMITS", "false");
    let server = place.serve(&[]);
    let port = free_port();
    let path = place.path().join(file);
    std::fs::write(&path, config(place.path(), port, server.origin.trim_start_matches("http://"))).unwrap();
    let mut command = Command::new(name);
    command.args(arguments).arg(&path).stdout(Stdio::null()).stderr(Stdio::null());
    let _proxy = Proxy(command.spawn().unwrap());
    let origin = format!("http://127.0.0.1:{port}");
    let honest = client();
    let begun = Instant::now();
    while honest.get(format!("{origin}/robots.txt")).send().map_or(true, |answer| answer.status() != 200) {
        assert!(begun.elapsed() < Duration::from_secs(10), "{name} does not answer");
        std::thread::sleep(Duration::from_millis(50));
    }
    let stop = Arc::new(AtomicBool::new(false));
    let stranger = {
        let (stop, origin) = (Arc::clone(&stop), origin.clone());
        std::thread::spawn(move || {
            let (client, mut refused) = (client(), 0);
            while !stop.load(Ordering::SeqCst) {
                for size in [10, 1_000, 60_000, 100_000, 300_000] {
                    let request = client.post(format!("{origin}/api/v1/orders")).bearer_auth("wrong");
                    let answer = request.header("content-type", "application/json").body("x".repeat(size)).send();
                    refused += usize::from(answer.is_ok_and(|answer| answer.status() == 401));
                }
            }
            refused
        })
    };
    let people: Vec<_> = (0..4)
        .map(|_| {
            let (stop, origin) = (Arc::clone(&stop), origin.clone());
            std::thread::spawn(move || {
                let (client, mut count, mut broken) = (client(), 0, 0);
                while !stop.load(Ordering::SeqCst) {
                    let answer = client.post(format!("{origin}/api/v1/activations/0/renew")).body("{}").send();
                    count += 1;
                    broken += usize::from(answer.map_or(true, |answer| answer.status().is_server_error()));
                }
                (count, broken)
            })
        })
        .collect();
    std::thread::sleep(FOR);
    stop.store(true, Ordering::SeqCst);
    let refused = stranger.join().unwrap();
    let (count, broken) = people.into_iter().map(|one| one.join().unwrap()).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    assert!(refused > 0 && count > 100, "{refused} {count}");
    assert_eq!(broken, 0, "of {count} requests behind {name}, beside {refused} refused ones");
    held(&format!("behind {name}: {refused} refused requests with bodies broke none of {count} others"));
}

#[test]
#[ignore = "a drill"]
fn refused_requests_break_no_connection_that_nginx_keeps() {
    drill("nginx", "nginx.conf", nginx, &["-c"]);
}

#[test]
#[ignore = "a drill"]
fn refused_requests_break_no_connection_that_haproxy_keeps() {
    drill("haproxy", "haproxy.cfg", haproxy, &["-f"]);
}
