//! A mail server that takes every mail and keeps none, so that the program under test has no mail to try again.

use gatehouse_core::Fault;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

/// Takes mails until this process ends; returns its address as the key `mail` has it.
#[expect(clippy::disallowed_methods, reason = "the mail server of the program under test, on loopback")]
pub fn start() -> Result<String, Fault> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            // A client that goes away has its mail's next try.
            std::thread::spawn(move || drop(converse(client)));
        }
    });
    Ok(format!("smtp://{address}"))
}

fn converse(mut client: TcpStream) -> std::io::Result<()> {
    let lines = BufReader::new(client.try_clone()?).lines();
    client.write_all(b"220 bench\r\n")?;
    let mut is_mail = false;
    for line in lines {
        let line = line?;
        let answer: &[u8] = match (is_mail, line.as_str()) {
            (true, ".") => {
                is_mail = false;
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, "DATA") => {
                is_mail = true;
                b"354 go on\r\n"
            }
            (false, "QUIT") => return client.write_all(b"221 bye\r\n"),
            (false, _) => b"250 bench\r\n",
        };
        client.write_all(answer)?;
    }
    Ok(())
}
