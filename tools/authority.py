"""A certificate authority for tests: who trusts its file trusts the servers it names, and nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

A_DAY = timedelta(days=1)


class Authority:
    """Writes PEM files into a folder: `file` is what to trust (SSL_CERT_FILE)."""

    def __init__(self, folder: Path, name: str = "Authority of the tests") -> None:
        self.folder, self.file = folder, folder / "authority.pem"
        self._key, self._name = ec.generate_private_key(ec.SECP256R1()), _named(name)
        certificate = self._signed(self._name, self._key, x509.BasicConstraints(ca=True, path_length=0))
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def certificate_for(self, *hosts: str) -> tuple[Path, Path]:
        """Return the files of a certificate for these names and addresses, and of its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([_host(host) for host in hosts])
        certificate_file, key_file = self.folder / f"{hosts[0]}.pem", self.folder / f"{hosts[0]}.key"
        certificate = self._signed(_named(hosts[0]), key, names)
        certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        unprotected = serialization.NoEncryption()
        key_file.write_bytes(
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unprotected)
        )
        return certificate_file, key_file

    def _signed(
        self, name: x509.Name, key: ec.EllipticCurvePrivateKey, extension: x509.ExtensionType
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder(issuer_name=self._name, subject_name=name, public_key=key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - A_DAY)
            .not_valid_after(now + A_DAY)
            .add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        )
        return builder.sign(self._key, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _host(host: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
