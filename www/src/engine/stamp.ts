// Where an exported picture comes from, in the metadata of its file: anybody with the same input can make it again.

/** The checksum that PNG asks for (ISO 15948, annex D): CRC-32, bit by bit, for a stamp is short. */
function checksum(bytes: Uint8Array): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

/** A PNG file with a comment (an iTXt chunk) behind its header, which always ends at byte 33. */
export async function stampPng(file: Blob, text: string): Promise<Blob> {
  const HEADER = 33;
  const content = new TextEncoder().encode(`iTXtComment\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(content.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length - 4);
  chunk.set(content, 4);
  view.setUint32(content.length + 4, checksum(content));
  return new Blob([file.slice(0, HEADER), chunk, file.slice(HEADER)], { type: 'image/png' });
}

/** An SVG document with the same as its metadata. */
export async function stampSvg(file: Blob, text: string): Promise<Blob> {
  const document = await file.text();
  const at = document.indexOf('>', document.indexOf('<svg')) + 1;
  return new Blob([document.slice(0, at), `<metadata>${text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</metadata>`, document.slice(at)], { type: 'image/svg+xml' });
}
