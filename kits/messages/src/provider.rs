//! Who sends a message.

use crate::number::PhoneNumber;
use crate::trouble::Trouble;
use crate::{Http, Twilio};
use gatehouse_reach::Reach;
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt as _;

/// A message on its way.
#[derive(Clone, Copy)]
pub struct Outgoing<'a> {
    /// Whom it goes to.
    pub to: &'a PhoneNumber,
    /// What it says.
    pub text: &'a str,
    /// The same at every try: gateways that know such keys send it once.
    pub id: &'a str,
}

/// One of the operator's providers.
#[derive(Clone)]
pub struct Provider {
    /// Its name in the configuration, for metrics and the log.
    pub name: String,
    /// How the numbers begin that it sends to (`+81`); empty: any.
    pub prefixes: Vec<String>,
    /// How it is spoken to.
    pub way: Way,
}

/// How a provider is spoken to.
#[derive(Clone)]
pub enum Way {
    /// A gateway of any form.
    Http(Box<Http>),
    /// Twilio.
    Twilio(Box<Twilio>),
    /// A line of a file: for development, where nothing is sent.
    File(PathBuf),
}

impl Provider {
    /// Whether it sends to this number.
    pub fn serves(&self, number: &PhoneNumber) -> bool {
        self.prefixes.is_empty() || self.prefixes.iter().any(|prefix| number.e164().starts_with(prefix))
    }

    /// What it is, for the operator.
    pub fn place(&self) -> String {
        match &self.way {
            Way::Http(http) => http.place(),
            Way::Twilio(twilio) => twilio.place(),
            Way::File(path) => path.display().to_string(),
        }
    }

    /// Hands a message over.
    pub async fn send(&self, reach: &Reach, out: &Outgoing<'_>) -> Result<(), Trouble> {
        match &self.way {
            Way::Http(http) => http.send(reach, out).await,
            Way::Twilio(twilio) => twilio.send(reach, out).await,
            Way::File(path) => write(path, out).await.map_err(|_| Trouble::File),
        }
    }
}

/// One JSON object a line.
async fn write(path: &Path, out: &Outgoing<'_>) -> std::io::Result<()> {
    let line = serde_json::json!({ "id": out.id, "to": out.to.e164(), "text": out.text });
    let mut options = tokio::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await?;
    file.write_all(format!("{line}\n").as_bytes()).await?;
    file.flush().await
}
