//! `gatehouse audit verify`: proves that the audit log is as it was written.

use crate::backup::archive;
use crate::backup::manifest::SealState;
use gatehouse_context::audit_proof::{self, Proof};
use gatehouse_context::audit_seal;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Db;
use gatehouse_seal::Keys;
use std::path::Path;

/// What was found, in words, and whether the log is sound.
#[derive(Debug)]
pub struct Verdict {
    /// For the operator.
    pub text: String,
    /// Whether nothing is wrong.
    pub is_sound: bool,
}

/// Looks at every line, and (with `backup`) whether the log still has in it what it had when that backup was made: a log
/// whose end was cut off shows in nothing else.
pub async fn verify(db: &Db, keys: &Keys, now: Moment, backup: Option<&Path>) -> Result<Verdict, Fault> {
    let mut proof = audit_proof::prove(db, keys, now, None).await?;
    if let Some(path) = backup {
        let manifest = archive::verify(path).await?;
        if manifest.seal_state(keys)? != SealState::Whole {
            return Err(Fault::new(format!("{}: its mark is not right, so it proves nothing", path.display())));
        }
        match &manifest.audit_head {
            None => return Err(Fault::new(format!("{}: it tells of no sealed audit log", path.display()))),
            Some(head) if !audit_seal::continues(db, head).await? => {
                proof.faults.push(format!(
                    "the log had a segment {} when the backup was made ({}), and has it no more: its end was cut off, or it is \
                     another log",
                    head.seq, manifest.created_at
                ));
            }
            Some(_) => {}
        }
    }
    Ok(verdict(&proof))
}

fn verdict(proof: &Proof) -> Verdict {
    let Proof { segments, lines, erased, late, faults, head, .. } = proof;
    let mut text = format!("{lines} lines in {segments} segments; {erased} lines were erased by the rules");
    if *late > 0 {
        text.push_str(&format!("; {late} lines are in no segment yet: jobs must run for that"));
    }
    if let Some(head) = head {
        text.push_str(&format!("\nthe chain ends with {head}"));
    }
    for fault in faults {
        text.push('\n');
        text.push_str(fault);
    }
    let is_sound = faults.is_empty();
    text.push_str(if is_sound {
        "\nthe audit log is as it was written"
    } else {
        "\nTHE AUDIT LOG IS NOT AS IT WAS WRITTEN"
    });
    Verdict { text, is_sound }
}
