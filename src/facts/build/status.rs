//! Which states of an order mean that nothing was bought. Data.

use crate::dictionary::Dictionary;

/// States of orders that failed, were voided or never came to be; lower case, signs as blanks. Refunded orders were
/// orders.
const NO_ORDER: &[&str] = &[
    "voided",
    "void",
    "cancelled",
    "canceled",
    "cancel",
    "failed",
    "failure",
    "declined",
    "rejected",
    "expired",
    "pending",
    "pending payment",
    "payment pending",
    "unpaid",
    "draft",
    "test",
    "abandoned",
    "unavailable",
    "incomplete",
    "requires payment method",
    "awaiting payment",
    "on hold",
    "checkout draft",
    "trash",
    "fraud",
    "blocked",
    "uncaptured",
    "storniert",
    "abgebrochen",
    "abgelehnt",
    "fehlgeschlagen",
    "offen",
    "unbezahlt",
    "entwurf",
    "annule",
    "annulee",
    "annulé",
    "annulée",
    "echoue",
    "échoué",
    "echouee",
    "échouée",
    "refuse",
    "refusé",
    "en attente",
    "cancelado",
    "cancelada",
    "fallido",
    "rechazado",
    "pendiente",
    "anulado",
    "pendente",
    "recusado",
    "falhou",
    "annullato",
    "fallito",
    "rifiutato",
    "in attesa",
    "geannuleerd",
    "mislukt",
    "geweigerd",
    "openstaand",
    "avbruten",
    "annullerad",
    "misslyckad",
    "nekad",
    "makulerad",
    "obetald",
];

/// For each state whether it means that there is no order.
pub(super) fn no_order(states: &Dictionary) -> Vec<bool> {
    states.iter().map(is_no_order).collect()
}

fn is_no_order(state: &str) -> bool {
    if state.len() > 40 {
        return false;
    }
    let state: String =
        state.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    NO_ORDER.contains(&state.trim())
}
