//! Replies, with their enhanced codes (RFC 3463).

/// One reply, without its line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    pub lines: Vec<String>,
}

impl Reply {
    pub fn new(code: u16, text: impl Into<String>) -> Self {
        Self { code, lines: vec![text.into()] }
    }

    pub fn written(&self) -> String {
        let mut written = String::new();
        for (n, line) in self.lines.iter().enumerate() {
            let mark = if n + 1 == self.lines.len() { ' ' } else { '-' };
            // A line end within would be a reply of its own.
            let line: String = line.chars().filter(|c| !c.is_control()).collect();
            written.push_str(&format!("{}{mark}{line}\r\n", self.code));
        }
        written
    }
}

pub fn ok() -> Reply {
    Reply::new(250, "2.0.0 OK")
}
pub fn unknown() -> Reply {
    Reply::new(500, "5.5.2 Command not understood")
}
pub fn wrong_order() -> Reply {
    Reply::new(503, "5.5.1 Bad sequence of commands")
}
pub fn wrong_address() -> Reply {
    Reply::new(501, "5.1.3 Address not understood")
}
pub fn not_here() -> Reply {
    Reply::new(550, "5.1.1 No such recipient here")
}
pub fn too_many() -> Reply {
    Reply::new(452, "4.5.3 Too many recipients")
}
pub fn later() -> Reply {
    Reply::new(451, "4.3.0 Not taken, try again later")
}
pub fn too_often() -> Reply {
    Reply::new(451, "4.7.1 Too many mails for now, try again later")
}
pub fn bye() -> Reply {
    Reply::new(221, "2.0.0 Bye")
}
pub fn closing(why: &str) -> Reply {
    Reply::new(421, format!("4.7.0 {why}"))
}

/// With the address of the page for larger files: the sender's mail system shows it to them (SUP-13). Plain characters alone, since not
/// every one of them can read others.
pub fn too_large(page: &str) -> Reply {
    let text = crate::texts(gatehouse_core::Lang::En).msg_mail_too_large(30, page);
    Reply::new(552, format!("5.3.4 {}", text.replace(|c: char| !c.is_ascii(), "")))
}
